/** Mechanisms that there are, in the order in which the core calls those that act at the same moment. */
import type { Mechanism } from '../core/mechanism.ts'
import { flights } from '../flights/flights.ts'
import { denoising } from './denoising/denoising.ts'
import { experts } from './experts/experts.ts'
import { fleet } from './fleet/fleet.ts'
import { gateway } from './gateway/gateway.ts'
import { handover } from './handover/handover.ts'
import { interruption } from './interruption/interruption.ts'
import { lanes } from './lanes/lanes.ts'
import { lookUps } from './look-ups/look-ups.ts'
import { migration } from './migration/migration.ts'
import { outages } from './outages/outages.ts'
import { programs } from './programs/programs.ts'
import { readers } from './readers/readers.ts'
import { reports } from './reports/reports.ts'
import { speculation } from './speculation/speculation.ts'
import { streamingContexts } from './streaming-contexts/growth.ts'
import { swapping } from './swapping/swapping.ts'

export const mechanisms: readonly Mechanism[] = [
  reports,
  gateway,
  outages,
  swapping,
  // What is empty may change before others look where there is room; who stands still goes before who waits for a receiver.
  fleet,
  flights,
  migration,
  handover,
  lanes,
  interruption,
  streamingContexts,
  programs,
  experts,
  speculation,
  denoising,
  readers,
  lookUps,
]

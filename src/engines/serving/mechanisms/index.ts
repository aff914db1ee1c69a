/** Mechanisms that there are, in the order in which the core calls those that act at the same moment. */
import type { Mechanism } from '../core/mechanism.ts'
import { experts } from './experts/experts.ts'
import { gateway } from './gateway/gateway.ts'
import { interruption } from './interruption/interruption.ts'
import { lanes } from './lanes/lanes.ts'
import { reports } from './reports/reports.ts'
import { speculation } from './speculation/speculation.ts'
import { streamingContexts } from './streaming-contexts/growth.ts'
import { swapping } from './swapping/swapping.ts'

export const mechanisms: readonly Mechanism[] = [
  reports,
  gateway,
  lanes,
  interruption,
  swapping,
  streamingContexts,
  experts,
  speculation,
]

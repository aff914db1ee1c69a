/** Registry of workloads. A new one is its file and a line here. */
import type { WorkloadDefinition } from '../../contracts/workload.ts'
import { agents } from './agents.ts'
import { askedAgain } from './asked-again.ts'
import { bursty } from './bursty.ts'
import { closedLoop } from './closed-loop.ts'
import { onOff } from './on-off.ts'
import { poisson } from './poisson.ts'
import { prefixBatch } from './prefix-batch.ts'
import { sessions } from './sessions.ts'
import { streaming } from './streaming.ts'
import { tides } from './tides.ts'
import { trace } from './trace.ts'

export const workloads: readonly WorkloadDefinition[] = [
  poisson,
  bursty,
  onOff,
  closedLoop,
  sessions,
  agents,
  streaming,
  prefixBatch,
  tides,
  askedAgain,
  trace,
]

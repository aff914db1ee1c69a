/** The figures of a run in the order in which they are listed. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import { attainment, byClass } from './definitions/attainment.ts'
import { endToEnd } from './definitions/end-to-end.ts'
import { equivalents } from './definitions/equivalents.ts'
import { uniqueExperts } from './definitions/experts.ts'
import { fairness } from './definitions/fairness.ts'
import { acceleratorsUsed, changes } from './definitions/fleet.ts'
import { goodput, goodputPerAccelerator, tokenGoodput } from './definitions/goodput.ts'
import { transfers, transferTime } from './definitions/handover.ts'
import { kvPeak, preemptions, prefixHits } from './definitions/kv.ts'
import { migrations, standstill } from './definitions/migrations.ts'
import { programs } from './definitions/programs.ts'
import { refusals } from './definitions/refusals.ts'
import { acceptanceRate, tokensPerRound } from './definitions/speculation.ts'
import { stops } from './definitions/stops.ts'
import { throughput, throughputPerAccelerator } from './definitions/throughput.ts'
import { itl, largestGap, tpot } from './definitions/token-times.ts'
import { contextTtft, ttft } from './definitions/ttft.ts'
import { energy, price } from './definitions/upkeep.ts'
import type { RunFacts } from './run-facts.ts'

export const metrics: readonly MetricDefinition<RunFacts>[] = [
  ...ttft,
  ...tpot,
  ...itl,
  ...contextTtft,
  ...endToEnd,
  largestGap,
  throughput,
  throughputPerAccelerator,
  goodput,
  attainment,
  ...byClass,
  goodputPerAccelerator,
  tokenGoodput,
  fairness,
  equivalents,
  transfers,
  transferTime,
  migrations,
  standstill,
  acceleratorsUsed,
  changes,
  refusals,
  stops,
  ...programs,
  kvPeak,
  preemptions,
  prefixHits,
  acceptanceRate,
  tokensPerRound,
  energy,
  price,
  uniqueExperts,
]

/** The figures of a run in the order in which they are listed: those of every run, then those of mechanisms. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import { answerLengths } from './definitions/answers.ts'
import { attainment, byClass } from './definitions/attainment.ts'
import { endToEnd } from './definitions/end-to-end.ts'
import { equivalents } from './definitions/equivalents.ts'
import { fairness } from './definitions/fairness.ts'
import { goodput, goodputPerAccelerator, tokenGoodput } from './definitions/goodput.ts'
import { kvPeak, preemptions, prefixHits } from './definitions/kv.ts'
import { kvErrors } from './definitions/kv-error.ts'
import { throughput, throughputPerAccelerator } from './definitions/throughput.ts'
import { itl, largestGap, tpot } from './definitions/token-times.ts'
import { ttft } from './definitions/ttft.ts'
import { energy, price } from './definitions/upkeep.ts'
import { ofMechanisms } from './of-mechanisms.ts'
import type { RunFacts } from './run-facts.ts'

export const metrics: readonly MetricDefinition<RunFacts>[] = [
  ...ttft,
  ...tpot,
  ...itl,
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
  ...answerLengths,
  ...equivalents,
  kvPeak,
  preemptions,
  prefixHits,
  ...kvErrors,
  energy,
  price,
  ...ofMechanisms,
]

/** The figures of a run in the order in which they are listed. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import { bitsPerElement, indexRead, kvRead } from './cache.ts'
import { divergence, sameTop, weightBits } from './numbers.ts'
import type { RunFacts } from './run-facts.ts'
import { acceptanceRate, overlap, tokensPerPass } from './speculation.ts'
import { entropy, rightAnswers, surprise, unknownTokens } from './text.ts'
import { rightRate, speedUp, throughput } from './time.ts'

export const metrics: readonly MetricDefinition<RunFacts>[] = [
  tokensPerPass,
  acceptanceRate,
  overlap,
  speedUp,
  throughput,
  surprise,
  entropy,
  rightAnswers,
  unknownTokens,
  bitsPerElement,
  kvRead,
  indexRead,
  rightRate,
  divergence,
  sameTop,
  weightBits,
]

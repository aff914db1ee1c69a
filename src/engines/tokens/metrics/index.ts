/** The figures of a run in the order in which they are listed. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import { bitsPerElement } from './cache.ts'
import { expertBytes, expertGuesses, expertHits, segmentConsistency, writingRate } from './experts.ts'
import type { RunFacts } from './run-facts.ts'
import { acceptanceRate, overlap, tokensPerPass } from './speculation.ts'
import { entropy, rightAnswers, surprise, unknownTokens } from './text.ts'
import { speedUp, throughput } from './time.ts'

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
  writingRate,
  expertHits,
  expertGuesses,
  expertBytes,
  segmentConsistency,
]

/** The figures of a run in the order in which they are listed. */
import type { DividedMetric } from '../../../kernel/metric.ts'
import { rightAnswers, rightByDomain } from './accuracy.ts'
import { bitsPerElement, indexRead, kvRead } from './cache.ts'
import { expertBytes, expertGuesses, expertHits, segmentConsistency, writingRate } from './experts.ts'
import { divergence, sameTop, weightBits } from './numbers.ts'
import { draftPassesPerToken, passesPerText } from './passes.ts'
import type { RunFacts } from './run-facts.ts'
import { acceptanceRate, discardedPerToken, draftedPerRound, overlap, tokensPerPass } from './speculation.ts'
import { entropy, surprise, unknownTokens } from './text.ts'
import { rightRate, speedUp, throughput } from './time.ts'

export const metrics: readonly DividedMetric<RunFacts>[] = [
  tokensPerPass,
  acceptanceRate,
  overlap,
  speedUp,
  throughput,
  surprise,
  entropy,
  rightAnswers,
  ...rightByDomain,
  passesPerText,
  draftPassesPerToken,
  draftedPerRound,
  discardedPerToken,
  unknownTokens,
  bitsPerElement,
  kvRead,
  indexRead,
  rightRate,
  divergence,
  sameTop,
  weightBits,
  writingRate,
  expertHits,
  expertGuesses,
  expertBytes,
  segmentConsistency,
]

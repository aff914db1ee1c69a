/** What became of experts that lie in the host's memory, over the steps that wrote; prompts, which ask for nearly all, are left out. */
import { segmentRouting } from '../../../formulas/segment-routing.ts'
import { defineMetric, ratio } from './run-facts.ts'

/** Rows of the segment that the figure is of. */
const SEGMENT = 16

export const expertHits = defineMetric({
  id: 'expertHits',
  label: 'Experts at hand',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of the experts asked for by steps that the cache held, without those that a guess brought just in time.',
  formula: 'held / asked, by layer and pass',
  source: 'Liang et al. 2025 (SCH is this of a cache that knows the next segment)',
  validity: 'A cache that begins empty: the first use of an expert is a miss.',
  of: ({ totals: { loads } }) => ({ value: ratio(loads.held, loads.asked), n: loads.asked }),
})

export const expertGuesses = defineMetric({
  id: 'expertGuesses',
  label: 'Right guesses of experts',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of the experts fetched ahead that the layer then asked for.',
  of: ({ totals: { loads } }) =>
    loads.guessed > 0 ? { value: loads.foretold / loads.guessed, n: loads.guessed } : null,
})

export const expertBytes = defineMetric({
  id: 'expertBytes',
  label: 'Experts fetched a token, modelled',
  unit: 'B',
  better: 'lower',
  help: 'Bytes of experts that cross the link to the host’s memory for a written token, wrong guesses included.',
  of: ({ totals: { loads, written, firstTokens } }) => ({
    value: ratio(loads.bytes, loads.asked > 0 ? written - firstTokens : 0),
  }),
})

export const segmentConsistency = defineMetric({
  id: 'segmentConsistency',
  label: `Consistency of routing, SRP(${SEGMENT})`,
  unit: 'fraction',
  better: 'higher',
  help: `How well one group of experts serves ${SEGMENT} consecutive tokens, prompts included; 1 where all go to the same experts.`,
  formula: 'F1 of “used c ≥ p times of m”, at the best p for all segments, experts and layers',
  source: 'Liang et al. 2025',
  place: 'detail',
  of({ experts }) {
    if (experts === null) return null
    const { uses } = experts.store
    const found = segmentRouting(uses.texts(), uses.experts, SEGMENT)
    return found === null ? null : { value: found.best, why: `Foretold from ${found.threshold} uses on.` }
  },
})

export const writingRate = defineMetric({
  id: 'writingRate',
  label: 'Tokens written, mean, modelled',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens of steps per modelled second of one stream, without prompts and the first tokens that they bring.',
  of: ({ totals: { written, firstTokens, stepTime } }) => ({ value: ratio(written - firstTokens, stepTime) }),
})

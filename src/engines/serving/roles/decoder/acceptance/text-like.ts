/**
 * Text-like acceptance: the spread and memory seen between a character 5-gram target and a 2-gram draft on code and
 * licence text (lag-1 autocorrelation of β 0.56, standard deviation 0.30 there), with the higher mean of a decent draft
 * model: β averages 0.73.
 */
import { correlatedAcceptance, correlatedKnobs } from './correlated.ts'
import { defineAcceptance } from './process.ts'

export const textLikeAcceptance = defineAcceptance({
  id: 'text-like',
  title: 'Text-like',
  help: 'Acceptance varies along the text: some tokens are easy to guess, some are not, and neighbours are alike.',
  source: 'assumed; spread and memory measured on n-gram models',
  knobs: correlatedKnobs({ mean: 1.4, spread: 1.5, memory: 0.6, requestSpread: 0 }),
  create: correlatedAcceptance,
})

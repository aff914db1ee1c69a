/**
 * Bursty acceptance: long stretches that are copied or boiler-plate and long ones that are not, as in code edits. The
 * same mean logit as text-like, with more spread and a longer memory (half a difficulty is left after 6.6 tokens).
 */
import { correlatedAcceptance, correlatedKnobs } from './correlated.ts'
import { defineAcceptance } from './process.ts'

export const burstyAcceptance = defineAcceptance({
  id: 'bursty',
  title: 'Bursty',
  help: 'Long easy stretches, where almost every draft is accepted, alternate with long hard ones.',
  source: 'assumed',
  knobs: correlatedKnobs({ mean: 1.4, spread: 2.5, memory: 0.9, requestSpread: 0 }),
  create: correlatedAcceptance,
})

/** What was written: how likely it was, how open, and whether it was right. */
import { defineMetric, ratio } from './run-facts.ts'

export const surprise = defineMetric({
  id: 'surprise',
  label: 'Surprise, mean',
  unit: 'nat',
  better: 'lower',
  help: 'Mean −ln p of what was written under the distribution it was drawn from.',
  of: ({ totals }) => ({ value: ratio(totals.surprise, totals.written), n: totals.written }),
})

export const entropy = defineMetric({
  id: 'entropy',
  label: 'Entropy, mean',
  unit: 'nat',
  better: 'none',
  help: 'Mean entropy of the target where it wrote: how open the text was.',
  of: ({ totals }) => ({ value: ratio(totals.entropy, totals.written), n: totals.written }),
})

export const unknownTokens = defineMetric({
  id: 'unknownTokens',
  label: 'Unknown tokens of prompts',
  unit: 'tokens',
  better: 'lower',
  help: 'Letters of the prompts that the models do not know: each was read as the same unknown token.',
  place: 'detail',
  of: ({ totals: { unknown, read } }) =>
    unknown > 0 ? { value: unknown, n: read, why: `${unknown} of ${read} tokens of prompts are unknown.` } : null,
})

/** What other numbers inside a model are worth and cost. */
import { defineMetric, ratio } from './run-facts.ts'

const onPrompts = 'Every prompt is read whole by both: what a cache forgets is not seen here.'

export const divergence = defineMetric({
  id: 'divergence',
  label: 'KL from the model as it came, on prompts',
  unit: 'nat',
  better: 'lower',
  help: 'How far next tokens of the model that writes are from those of the model as it came, mean over the tokens of the prompts.',
  formula: 'Σ p ln(p / q)',
  validity: onPrompts,
  place: 'detail',
  of: ({ totals: { compared, divergence: sum } }) =>
    compared > 0 ? { value: ratio(sum, compared), n: compared } : null,
})

export const sameTop = defineMetric({
  id: 'sameTop',
  label: 'Same likeliest token as the model as it came',
  unit: 'fraction',
  better: 'higher',
  help: 'Tokens of the prompts behind which both models think the same token likeliest.',
  validity: onPrompts,
  place: 'detail',
  of: ({ totals: { compared, sameTop: same } }) =>
    compared > 0 ? { value: ratio(same, compared), n: compared } : null,
})

export const weightBits = defineMetric({
  id: 'weightBits',
  label: 'Bits a weight, mean',
  unit: 'bit',
  better: 'lower',
  help: 'Bits that a weight of the layers takes, scales and zero points included.',
  place: 'detail',
  of: ({ weightBits: value }) => ({ value }),
})

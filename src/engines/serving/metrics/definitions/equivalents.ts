/** Work of a request in tokens of prompt. */
import { grouped } from '../../cost/capacity-words.ts'
import { defineMetric } from '../run-facts.ts'

export const equivalents = defineMetric({
  id: 'pte.mean',
  label: 'Prefill-token equivalents, mean',
  unit: 'tokens',
  better: 'lower',
  help: 'Work of a finished request in tokens of prompt: a token decoded over a long context counts as many.',
  formula:
    'mean of prompt tokens processed + γ × Σ context over decoded tokens, γ = KV bytes × (FLOP/s / bandwidth) / FLOP a token',
  source: 'Beyond Accuracy (arXiv 2604.05404); by KV bytes, so that grouped attention counts as it is',
  validity:
    'Rates of the data sheet. What is read of the weights is not counted, which is right for full batches only.',
  of: ({ latency, cluster }) => ({
    value: latency.equivalents,
    substituted: `mean over ${grouped(cluster.totals.finished)} requests, γ = ${latency.gamma.toPrecision(3)}`,
  }),
})

/** Work of a request in tokens of prompt. */
import type { MetricDefinition } from '../../../../kernel/metric.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

const mean = defineMetric({
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

const readShare = defineMetric({
  id: 'pte.readShare',
  label: 'Equivalents that are read',
  unit: 'fraction',
  better: 'none',
  help: 'Of the prefill-token equivalents the part that decoded tokens read from the cache; the others were prefilled.',
  formula: 'γ × Σ context over decoded tokens / prefill-token equivalents',
  source: 'Beyond Accuracy (arXiv 2604.05404)',
  validity: 'Over all finished requests together; as for the equivalents.',
  place: 'detail',
  of: ({ latency }) => ({ value: latency.readShare }),
})

const gamma = defineMetric({
  id: 'pte.gamma',
  label: 'Equivalents of a position read',
  unit: 'tokens',
  better: 'none',
  help: 'What a decoded token counts for every position of its context, in tokens of prompt.',
  formula: 'γ = KV bytes × (FLOP/s / bandwidth) / FLOP a token',
  source: 'Beyond Accuracy (arXiv 2604.05404); by KV bytes, so that grouped attention counts as it is',
  validity: 'Rates of the data sheet: it follows from model and accelerator, whatever runs.',
  place: 'detail',
  of: ({ latency }) => ({ value: latency.gamma }),
})

export const equivalents: readonly MetricDefinition<RunFacts>[] = [mean, readShare, gamma]

/** Modelled time, of the large model that the target stands for. */
import { defineMetric, ratio } from './run-facts.ts'

export const speedUp = defineMetric({
  id: 'speedUp',
  label: 'Speed-up, modelled',
  unit: '×',
  better: 'higher',
  help: 'Time of the same text written token by token over the time of these rounds, both on the chosen accelerator.',
  formula: 'Σ t(1) / Σ (drafting + t(rows))',
  validity: 'Modelled for the large model that the target stands for; the browser’s own time is another matter.',
  of: ({ totals, roundTime }) => ({ value: ratio(totals.plainTime, totals.written > 0 ? roundTime : 0) }),
})

export const throughput = defineMetric({
  id: 'throughput',
  label: 'Tokens emitted, mean, modelled',
  unit: 'tokens/s',
  better: 'higher',
  help: 'Tokens written per modelled second, prefill included, of one stream.',
  place: 'first',
  of: ({ totals, now }) => ({ value: ratio(totals.written, now) }),
})

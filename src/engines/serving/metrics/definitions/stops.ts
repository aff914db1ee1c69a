/** Batches of prompts that made way. */
import { defineMetric } from '../run-facts.ts'

export const stops = defineMetric({
  id: 'stops',
  label: 'Prompts stopped',
  unit: '',
  better: 'none',
  help: 'Times a batch of prompts stopped at a boundary for another.',
  formula: 'batches stopped at a boundary',
  validity: 'Boundaries are taken as evenly spaced over an iteration.',
  of: ({ cluster }) => (cluster.totals.stops > 0 ? { value: cluster.totals.stops } : null),
})

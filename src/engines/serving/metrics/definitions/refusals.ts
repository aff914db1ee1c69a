/** Instances that said no. */
import { defineMetric } from '../run-facts.ts'

export const refusals = defineMetric({
  id: 'refusals',
  label: 'Refusals',
  unit: '',
  better: 'none',
  help: 'Questions that instances answered with no.',
  formula: 'instances asked that would not take the request',
  validity: 'Every round asks every instance again; rounds between which nothing happened anywhere are left out.',
  of: ({ cluster }) => (cluster.gateway.refusals > 0 ? { value: cluster.gateway.refusals } : null),
})

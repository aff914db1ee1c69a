/** Instances that said no. */
import { stateOf } from '../../core/mechanism.ts'
import { gatewayState } from '../../mechanisms/gateway/state.ts'
import { defineMetric } from '../run-facts.ts'

export const refusals = defineMetric({
  id: 'refusals',
  label: 'Refusals',
  unit: '',
  better: 'none',
  help: 'Questions that instances answered with no.',
  formula: 'instances asked that would not take the request',
  validity: 'Every round asks every instance again; rounds between which nothing happened anywhere are left out.',
  of: ({ cluster }) => {
    const refused = stateOf(cluster, gatewayState)?.state.refusals ?? 0
    return refused > 0 ? { value: refused } : null
  },
})

/** Instances that said no. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { gatewayState } from './state.ts'

export const refusals = defineAccount<number>({
  key: 'refusals',
  reportOf: (cluster) => stateOf(cluster, gatewayState)?.state.refusals ?? 0,
  metrics: [
    {
      id: 'refusals',
      label: 'Refusals',
      unit: '',
      better: 'none',
      help: 'Questions that instances answered with no.',
      formula: 'instances asked that would not take the request',
      validity: 'Every round asks every instance again; rounds between which nothing happened anywhere are left out.',
      of: ({ report }) => (report > 0 ? { value: report } : null),
    },
  ],
})

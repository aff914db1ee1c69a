/** Experts that a batch touches; none where no expert was chosen. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { expertState } from './state.ts'

export const uniqueExperts = defineAccount<number>({
  key: 'uniqueExperts',
  reportOf(cluster) {
    const experts = stateOf(cluster, expertState)
    return experts !== null && experts.iterations > 0 ? experts.unique / experts.iterations : null
  },
  metrics: [
    {
      id: 'uniqueExperts',
      label: 'Unique experts, mean',
      unit: 'experts',
      better: 'none',
      help: 'Different experts a layer’s batch touches, mean over iterations.',
      formula: 'mean over iterations and simulated layers of experts with at least one token',
      validity: 'From the set-up’s gate (assumed, computed or recorded), on the layers that are simulated.',
      of: ({ report, cluster }) => ({
        value: report,
        substituted: `over ${grouped(stateOf(cluster, expertState)?.iterations ?? 0)} iterations`,
      }),
    },
  ],
})

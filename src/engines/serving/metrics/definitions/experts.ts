/** Experts that a batch touches; none where no expert was chosen. */
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { expertState } from '../../mechanisms/experts/experts.ts'
import { defineMetric } from '../run-facts.ts'

export const uniqueExperts = defineMetric({
  id: 'uniqueExperts',
  label: 'Unique experts, mean',
  unit: 'experts',
  better: 'none',
  help: 'Different experts a layer’s batch touches, mean over iterations.',
  formula: 'mean over iterations and simulated layers of experts with at least one token',
  validity: 'From the set-up’s gate (assumed, computed or recorded), on the layers that are simulated.',
  of: ({ cluster }) => {
    const experts = stateOf(cluster, expertState)
    return experts !== null && experts.iterations > 0
      ? {
          value: experts.unique / experts.iterations,
          substituted: `over ${grouped(experts.iterations)} iterations`,
        }
      : null
  },
})

/** Requests that move while they decode; none where no move has begun. */
import { stateOf } from '../../core/mechanism.ts'
import { migrationState } from '../../mechanisms/migration/state.ts'
import { defineMetric } from '../run-facts.ts'

const NO_MOVES = { begun: 0, abandoned: 0, standstill: 0 }

export const migrations = defineMetric({
  id: 'migrations',
  label: 'Migrations',
  unit: '',
  better: 'none',
  help: 'Requests that began to move while they decoded.',
  formula: 'requests for which a receiver set room aside',
  validity: 'Moves that were given up count: the receiver got full, or the copy did not catch up.',
  of: ({ cluster }) => {
    const { begun, abandoned } = stateOf(cluster, migrationState)?.counts ?? NO_MOVES
    return begun > 0 ? { value: begun, note: `${abandoned} of them were given up.` } : null
  },
})

export const standstill = defineMetric({
  id: 'migrations.standstill',
  label: 'Migration standstill, mean',
  unit: 's',
  better: 'lower',
  help: 'Mean time that a moving request stood still for its last blocks.',
  formula: 'Σ over moves of t(last byte) − t(left its batch), per move begun',
  validity: 'The wait for the end of the iteration in which it is counts as decoding.',
  of: ({ cluster }) => {
    const { begun, standstill: time } = stateOf(cluster, migrationState)?.counts ?? NO_MOVES
    return begun > 0 ? { value: time / begun } : null
  },
})

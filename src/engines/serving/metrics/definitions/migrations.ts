/** Requests that move while they decode; none where no move has begun. */
import { stateOf } from '../../core/mechanism.ts'
import { migrationState } from '../../mechanisms/migration/state.ts'
import { defineMetric } from '../run-facts.ts'

export const migrations = defineMetric({
  id: 'migrations',
  label: 'Migrations',
  unit: '',
  better: 'none',
  help: 'Requests that began to move while they decoded.',
  formula: 'requests for which a receiver set room aside',
  validity: 'Moves that were given up count: the receiver got full, or the copy did not catch up.',
  of: ({ cluster }) => {
    const moves = stateOf(cluster, migrationState)?.counts
    return moves && moves.begun > 0 ? { value: moves.begun, note: `${moves.abandoned} of them were given up.` } : null
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
    const moves = stateOf(cluster, migrationState)?.counts
    return moves && moves.begun > 0 ? { value: moves.standstill / moves.begun } : null
  },
})

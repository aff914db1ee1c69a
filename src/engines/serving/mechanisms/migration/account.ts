/** Requests that move while they decode; none where no move has begun. */
import type { Seconds } from '../../../../kernel/units.ts'
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { migrationState } from './state.ts'

interface Moves {
  readonly count: number
  readonly abandoned: number
  /** Mean of a move. */
  readonly standstill: Seconds
}

export const migrations = defineAccount<Moves>({
  key: 'migrations',
  reportOf(cluster) {
    const { begun, abandoned, standstill } = stateOf(cluster, migrationState)?.counts ?? NONE
    return begun > 0 ? { count: begun, abandoned, standstill: standstill / begun } : null
  },
  metrics: [
    {
      id: 'migrations',
      label: 'Migrations',
      unit: '',
      better: 'none',
      help: 'Requests that began to move while they decoded.',
      formula: 'requests for which a receiver set room aside',
      validity: 'Moves that were given up count: the receiver got full, or the copy did not catch up.',
      of: ({ report }) => ({ value: report.count, note: `${report.abandoned} of them were given up.` }),
    },
    {
      id: 'migrations.standstill',
      label: 'Migration standstill, mean',
      unit: 's',
      better: 'lower',
      help: 'Mean time that a moving request stood still for its last blocks.',
      formula: 'Σ over moves of t(last byte) − t(left its batch), per move begun',
      validity: 'The wait for the end of the iteration in which it is counts as decoding.',
      of: ({ report }) => ({ value: report.standstill }),
    },
  ],
})

const NONE = { begun: 0, abandoned: 0, standstill: 0 }

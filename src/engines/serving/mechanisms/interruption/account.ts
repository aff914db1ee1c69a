/** Batches of prompts that made way. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { interruptionState } from './state.ts'

export const stops = defineAccount<number>({
  key: 'stops',
  reportOf: (cluster) => stateOf(cluster, interruptionState)?.counts.stops ?? 0,
  metrics: [
    {
      id: 'stops',
      label: 'Prompts stopped',
      unit: '',
      better: 'none',
      help: 'Times a batch of prompts stopped at a boundary for another.',
      formula: 'batches stopped at a boundary',
      validity: 'Boundaries are taken as evenly spaced over an iteration.',
      of: ({ report }) => (report > 0 ? { value: report } : null),
    },
  ],
})

/** Batches of prompts that made way. */
import { stateOf } from '../../core/mechanism.ts'
import { interruptionState } from '../../mechanisms/interruption/interruption.ts'
import { defineMetric } from '../run-facts.ts'

export const stops = defineMetric({
  id: 'stops',
  label: 'Prompts stopped',
  unit: '',
  better: 'none',
  help: 'Times a batch of prompts stopped at a boundary for another.',
  formula: 'batches stopped at a boundary',
  validity: 'Boundaries are taken as evenly spaced over an iteration.',
  of: ({ cluster }) => {
    const stopped = stateOf(cluster, interruptionState)?.counts.stops ?? 0
    return stopped > 0 ? { value: stopped } : null
  },
})

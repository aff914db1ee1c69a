/** Instances that come and go; none where all stay as they are. */
import { stateOf } from '../../core/mechanism.ts'
import { fleetState } from '../../mechanisms/fleet/state.ts'
import { defineMetric } from '../run-facts.ts'

export const acceleratorsUsed = defineMetric({
  id: 'fleet.accelerators',
  label: 'Accelerators in use, mean',
  unit: '',
  better: 'lower',
  help: 'Mean over the run: those of instances that are switched off do not count.',
  formula: 'Σ over accelerators of the share of the time in which their instance was on',
  validity: 'Draining and starting count as on. Rates per accelerator, energy and price are of these.',
  of: ({ cluster, accelerators }) => (stateOf(cluster, fleetState) ? { value: accelerators } : null),
})

export const changes = defineMetric({
  id: 'fleet.changes',
  label: 'Instances started anew',
  unit: '',
  better: 'none',
  help: 'Times an instance began another duty, or came back from being switched off.',
  formula: 'instances that were empty, or off, and started',
  validity: 'Those switched off for good do not count.',
  of: ({ cluster }) => {
    const fleet = stateOf(cluster, fleetState)
    return fleet ? { value: fleet.counts.changes } : null
  },
})

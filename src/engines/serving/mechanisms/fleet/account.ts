/** Instances that come and go; none where all stay as they are. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { acceleratorsInUse } from './in-use.ts'
import { fleetState } from './state.ts'

export const fleetAccount = defineAccount<{ readonly accelerators: number; readonly changes: number }>({
  key: 'fleet',
  reportOf(cluster, now) {
    const fleet = stateOf(cluster, fleetState)
    return fleet && { accelerators: acceleratorsInUse(cluster, now), changes: fleet.counts.changes }
  },
  metrics: [
    {
      id: 'fleet.accelerators',
      label: 'Accelerators in use, mean',
      unit: '',
      better: 'lower',
      help: 'Mean over the run: those of instances that are switched off do not count.',
      formula: 'Σ over accelerators of the share of the time in which their instance was on',
      validity: 'Draining and starting count as on. Rates per accelerator, energy and price are of these.',
      of: ({ report }) => ({ value: report.accelerators }),
    },
    {
      id: 'fleet.changes',
      label: 'Instances started anew',
      unit: '',
      better: 'none',
      help: 'Times an instance began another duty, or came back from being switched off.',
      formula: 'instances that were empty, or off, and started',
      validity: 'Those switched off for good do not count.',
      of: ({ report }) => ({ value: report.changes }),
    },
  ],
})

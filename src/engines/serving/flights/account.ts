/** KV that goes from instance to instance between prompt and answer; none where nothing does. */
import type { Bytes, Seconds } from '../../../kernel/units.ts'
import { defineAccount } from '../core/account.ts'
import { stateOf } from '../core/mechanism.ts'
import { grouped } from '../cost/capacity-words.ts'
import { flightsState } from './state.ts'

interface Transfers {
  readonly count: number
  readonly bytes: Bytes
  readonly meanTime: Seconds
}

export const transfers = defineAccount<Transfers>({
  key: 'transfers',
  reportOf(cluster) {
    const { transfers: count, bytes, time } = stateOf(cluster, flightsState)?.counts ?? NONE
    return count > 0 ? { count, bytes, meanTime: time / count } : null
  },
  metrics: [
    {
      id: 'transfers',
      label: 'KV transfers',
      unit: '',
      better: 'none',
      help: 'Requests whose KV moved to another instance.',
      formula: 'requests whose last byte arrived or is on its way',
      validity: 'Those that wait for a receiver’s room do not count yet.',
      of: ({ report: { count, bytes } }) => ({
        value: count,
        note: `Their blocks came to ${grouped(bytes / 1e6)} MB.`,
      }),
    },
    {
      id: 'transfers.time',
      label: 'KV transfer time, mean',
      unit: 's',
      better: 'lower',
      help: 'Mean time from a receiver’s room being there to the last byte, waits for the links included.',
      formula: 'mean of t(last byte) − t(room set aside)',
      validity: 'One request at a time at either end; whoever waits for a link is counted as waiting, not as slow.',
      of: ({ report }) => ({ value: report.meanTime }),
    },
  ],
})

const NONE = { transfers: 0, bytes: 0, time: 0 }

/** KV that goes from instance to instance between prompt and answer; none where nothing does. */
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { flightsState } from '../../flights/state.ts'
import { defineMetric, type RunFacts } from '../run-facts.ts'

const countsOf = ({ cluster }: RunFacts) =>
  stateOf(cluster, flightsState)?.counts ?? { transfers: 0, bytes: 0, time: 0 }

export const transfers = defineMetric({
  id: 'transfers',
  label: 'KV transfers',
  unit: '',
  better: 'none',
  help: 'Requests whose KV moved to another instance.',
  formula: 'requests whose last byte arrived or is on its way',
  validity: 'Those that wait for a receiver’s room do not count yet.',
  of: (run) => {
    const { transfers: count, bytes } = countsOf(run)
    return count > 0 ? { value: count, note: `Their blocks came to ${grouped(bytes / 1e6)} MB.` } : null
  },
})

export const transferTime = defineMetric({
  id: 'transfers.time',
  label: 'KV transfer time, mean',
  unit: 's',
  better: 'lower',
  help: 'Mean time from a receiver’s room being there to the last byte, waits for the links included.',
  formula: 'mean of t(last byte) − t(room set aside)',
  validity: 'One request at a time at either end; whoever waits for a link is counted as waiting, not as slow.',
  of: (run) => {
    const { transfers: count, time } = countsOf(run)
    return count > 0 ? { value: time / count } : null
  },
})

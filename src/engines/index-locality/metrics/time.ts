/** How long operations take, and how many there are in a second: modelled time, of the caches and threads that were chosen. */
import { defineMetric, ratio } from './run-facts.ts'

const VALIDITY =
  'Modelled: counted lines times the latency of the level where each was found. No prefetching, no bandwidth limit.'

export const throughput = defineMetric({
  id: 'operationRate',
  label: 'Operations a second',
  unit: 'operations/s',
  better: 'higher',
  help: 'Operations that ended since the warm-up over the time since, of all threads together.',
  formula: 'operations / time',
  validity: VALIDITY,
  place: 'first',
  of: ({ operations, span }) => ({ value: ratio(operations, span), n: operations }),
})

export const meanLatency = defineMetric({
  id: 'latency.mean',
  label: 'Time of an operation, mean',
  unit: 's',
  better: 'lower',
  help: 'From its beginning to its end on a thread, waiting included.',
  validity: VALIDITY,
  place: 'first',
  of: ({ latency }) => ({ value: latency.n > 0 ? latency.mean : null, n: latency.n }),
})

export const tailLatency = defineMetric({
  id: 'latency.p99',
  label: 'Time of an operation, p99',
  unit: 's',
  better: 'lower',
  help: 'One operation in a hundred takes longer.',
  validity: VALIDITY,
  fewest: 100,
  of: ({ latency }) => ({ value: latency.n > 0 ? latency.p99 : null, n: latency.n }),
})

/** What mechanisms hold of requests, over all instances: in host memory, and on the way between instances. */
import type { Cluster } from '../../../src/engines/serving/core/cluster.ts'
import { stateOf } from '../../../src/engines/serving/core/mechanism.ts'
import { flightsState } from '../../../src/engines/serving/flights/state.ts'
import { swappingState } from '../../../src/engines/serving/mechanisms/swapping/state.ts'

export function heldBy(cluster: Cluster) {
  const swapping = stateOf(cluster, swappingState)
  const flights = stateOf(cluster, flightsState)
  return {
    swapped: swapping?.queues.reduce((sum, { length }) => sum + length, 0) ?? 0,
    hosted: sumOf(swapping?.hosted),
    hostBytes: sumOf(swapping?.hostBytes),
    returning: sumOf(swapping?.returning),
    sending: sumOf(flights?.sending),
    incoming: sumOf(flights?.incoming),
    incomingBlocks: sumOf(flights?.incomingBlocks),
  }
}

/** As `heldBy` says it of a cluster in which nobody is left. */
export const nothingHeld: ReturnType<typeof heldBy> = {
  ...{ swapped: 0, hosted: 0, hostBytes: 0, returning: 0 },
  ...{ sending: 0, incoming: 0, incomingBlocks: 0 },
}

const sumOf = (column: Int32Array | Float64Array | undefined): number =>
  column === undefined ? 0 : Array.from(column).reduce((sum, each) => sum + each, 0)

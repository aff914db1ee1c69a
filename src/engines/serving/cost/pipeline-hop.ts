/**
 * Hidden states handed from one pipeline stage to the next: stages − 1 messages a batch, one after the other.
 */
import type { Coefficients } from './coefficients.ts'
import type { Group } from './collectives.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import { type Cost, free, settleNetwork, type TokenOperator } from './operator.ts'

/** `group.ranks` are the stages. */
export function pipelineHops(group: Group, dim: number, coefficients: Coefficients): TokenOperator {
  const hops = group.ranks - 1
  const start = coefficients.rank * group.link.latency
  const bandwidth = coefficients.network * group.link.bandwidth
  return {
    operator: 'pipeline hops',
    measure(tokens, cost: Cost) {
      if (tokens === 0 || hops === 0) return free(cost)
      const message = tokens * dim * ACTIVATION_BYTES
      settleNetwork(cost, hops * message, hops * (start + message / bandwidth))
    },
  }
}

/**
 * How tokens reach routed experts that are spread over several ranks.
 *
 * Expert parallelism: tokens are dispatched to the ranks of their experts and combined back. The most loaded rank receives
 * its (token, expert) pairs and sends as many results: (R − 1) / R of them come from elsewhere. Counting pairs and not tokens is
 * an upper bound: a token with two experts on one rank could be sent once. Puts to all ranks start together, so a
 * message has one start-up and not R − 1.
 * Slices of all experts over data ranks: all tokens are gathered on every rank and the sums scattered back.
 *
 * Source: the two phases of DeepEP (DeepSeek-V3, arXiv 2412.19437, 3.2.2), dispatching fp8 where weights are.
 */
import type { Bytes } from '../../../kernel/units.ts'
import type { Coefficients } from './coefficients.ts'
import { collective, type Group } from './collectives.ts'
import { ACTIVATION_BYTES } from './gemm.ts'
import { type Cost, free, settleNetwork, type WorkOperator } from './operator.ts'

export interface Exchange {
  readonly group: Group
  readonly dim: number
  readonly expertLayers: number
  /** Bytes of a dispatched value. */
  readonly dispatchBytes: Bytes
}

export function dispatchAndCombine(exchange: Exchange, coefficients: Coefficients): WorkOperator {
  const { group, dim, expertLayers } = exchange
  const remote = (group.ranks - 1) / group.ranks
  const bytesPerPair = remote * dim * (exchange.dispatchBytes + ACTIVATION_BYTES)
  const start = 2 * (coefficients.collective + coefficients.rank * group.link.latency)
  const bandwidth = coefficients.network * group.link.bandwidth
  return {
    operator: 'dispatch and combine',
    measure(work, cost: Cost) {
      const { layers, peakPairs } = work.experts
      if (layers === 0) return free(cost)
      let bytes = 0
      for (let layer = 0; layer < layers; layer++) bytes += peakPairs[layer] * bytesPerPair
      const scale = expertLayers / layers
      settleNetwork(cost, scale * bytes, expertLayers * start + (scale * bytes) / bandwidth)
    },
  }
}

export function gatherAndScatter({ group, dim, expertLayers }: Exchange, coefficients: Coefficients): WorkOperator {
  const factor = (group.ranks - 1) / group.ranks
  const timeOf = collective(group, factor, coefficients)
  return {
    operator: 'gather and scatter',
    measure(work, cost: Cost) {
      if (work.tokens === 0) return free(cost)
      const message = work.tokens * dim * ACTIVATION_BYTES
      settleNetwork(cost, expertLayers * 2 * factor * message, expertLayers * 2 * timeOf(message))
    },
  }
}

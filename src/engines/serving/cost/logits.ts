/**
 * The output head and sampling, for rows that need logits only. The head is cut by vocabulary over tensor ranks and is
 * not quantised; the slices of logits are gathered before sampling.
 */

import { PLAIN_BYTES } from '../../../formulas/weight-bytes.ts'
import type { Coefficients } from './coefficients.ts'
import { collective, type Group } from './collectives.ts'
import { ACTIVATION_BYTES, gemm } from './gemm.ts'
import { type Cost, free, type Rates, settle, settleNetwork, type TokenOperator } from './operator.ts'

/** All three depend on the rows that need logits, and on nothing else of the batch. */
export const outputHead = (dim: number, vocabulary: number, rates: Rates): TokenOperator =>
  gemm('output head', { k: dim, n: vocabulary, bytesPerWeight: PLAIN_BYTES, times: 1 }, rates)

/** Logits in bf16 to every rank: (n − 1) / n of a row's vocabulary comes from elsewhere. */
export function gatherLogits(vocabulary: number, group: Group, coefficients: Coefficients): TokenOperator {
  const factor = (group.ranks - 1) / group.ranks
  const timeOf = collective(group, factor, coefficients)
  return {
    operator: 'gather logits',
    measure(rows, cost: Cost) {
      if (rows === 0 || group.ranks === 1) return free(cost)
      const message = rows * vocabulary * ACTIVATION_BYTES
      settleNetwork(cost, factor * message, timeOf(message))
    },
  }
}

/** Softmax and the draw read a row of 4-byte logits three times: maximum, sum, draw. */
export function sampling(vocabulary: number, rates: Rates): TokenOperator {
  const bytesPerRow = 3 * 4 * vocabulary
  return {
    operator: 'sampling',
    measure(rows, cost: Cost) {
      if (rows === 0) return free(cost)
      cost.flop = 0
      cost.bytes = rows * bytesPerRow
      settle(cost, rates, 1)
    },
  }
}

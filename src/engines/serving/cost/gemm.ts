/**
 * A matrix product m × k · k × n with stationary weights: max(2mnk / (e_c F), bytes / (e_b B)) + o, where bytes are the
 * weights once and the activations in and out.
 *
 * Source: the plain roofline form; median error 10–13 % against measured kernels of A100 and H100, worst at
 * 1–16 rows, where tiles and split-k matter.
 */
import { createTerms } from '../../../formulas/kernels/terms.ts'
import type { Bytes } from '../../../kernel/units.ts'
import { type Cost, free, keepUnder, type Rates, settle, settleTerms, type TokenOperator } from './operator.ts'

/** Activations are bf16 whatever the weights are. */
export const ACTIVATION_BYTES: Bytes = 2

export interface Matrix {
  readonly k: number
  readonly n: number
  readonly bytesPerWeight: Bytes
  /** How often it is applied in an iteration: layers. */
  readonly times: number
}

export function gemm(operator: string, { k, n, bytesPerWeight, times }: Matrix, rates: Rates): TokenOperator {
  const weights = k * n * bytesPerWeight
  const flopPerRow = 2 * k * n
  const bytesPerRow = (k + n) * ACTIVATION_BYTES
  const { kernels } = rates
  const terms = createTerms()
  return {
    operator,
    measure(rows: number, cost: Cost) {
      if (rows === 0 || times === 0) return free(cost)
      cost.flop = rows * flopPerRow
      cost.bytes = weights + rows * bytesPerRow
      if (!kernels) return settle(cost, rates, times)
      const time = kernels.product(rows, k, n, bytesPerWeight, terms)
      cost.flop *= times
      cost.bytes *= times
      settleTerms(cost, time, terms, times)
      keepUnder(kernels.roof, cost)
    },
  }
}

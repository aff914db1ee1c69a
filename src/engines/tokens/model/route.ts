/** The gate of a mixture of experts: softmax over all, the best few kept and made to sum to one. */
import { exp } from '../../../kernel/math.ts'
import type { ModelShape } from '../contracts/shape.ts'

/** Writes the weight of every expert into `gates` (experts), 0 for those not chosen. Ties go to the lower number. */
export function route(
  gates: Float32Array,
  x: Float32Array,
  at: number,
  router: Float32Array,
  { experts, activeExperts, dim }: ModelShape,
): void {
  let most = Number.NEGATIVE_INFINITY
  for (let expert = 0; expert < experts; expert++) {
    let sum = 0
    for (let i = 0; i < dim; i++) sum += router[expert * dim + i] * x[at + i]
    gates[expert] = sum
    most = Math.max(most, gates[expert])
  }
  for (let expert = 0; expert < experts; expert++) gates[expert] = exp(gates[expert] - most)
  let kept = 0
  for (let chosen = 0; chosen < activeExperts; chosen++) {
    let best = -1
    for (let expert = 0; expert < experts; expert++)
      if (gates[expert] > 0 && (best < 0 || gates[expert] > gates[best])) best = expert
    kept += gates[best]
    gates[best] = -gates[best] // marks the chosen
  }
  for (let expert = 0; expert < experts; expert++) gates[expert] = gates[expert] < 0 ? -gates[expert] / kept : 0
}

/** The gate of a mixture of experts: softmax over all, the best few kept and made to sum to one. */
import { exp } from '../../../kernel/math.ts'
import type { RouteSite } from '../contracts/route.ts'

interface Scored {
  /** (rows, dim): what stands before the gate. */
  readonly x: Float32Array
  /** (experts, dim) */
  readonly router: Float32Array
  readonly rows: number
  readonly experts: number
  readonly dim: number
}

/** Writes (rows, experts) scores: the product of a row with every expert's column of the gate. */
export function scoreExperts(scores: Float32Array, { x, router, rows, experts, dim }: Scored): void {
  for (let row = 0; row < rows; row++)
    for (let expert = 0; expert < experts; expert++) {
      let sum = 0
      for (let i = 0; i < dim; i++) sum += router[expert * dim + i] * x[row * dim + i]
      scores[row * experts + expert] = sum
    }
}

/** The `count` best experts of every row. Ties go to the lower number. */
export function routeBest({ rows, experts, scores, gates }: RouteSite, count: number): void {
  for (let row = 0; row < rows; row++) {
    const at = row * experts
    likelihoods(gates, scores, at, experts)
    let kept = 0
    for (let chosen = 0; chosen < count; chosen++) {
      let best = -1
      for (let expert = at; expert < at + experts; expert++)
        if (gates[expert] > 0 && (best < 0 || gates[expert] > gates[best])) best = expert
      if (best < 0) break
      kept += gates[best]
      gates[best] = -gates[best] // marks the chosen
    }
    for (let expert = at; expert < at + experts; expert++) gates[expert] = gates[expert] < 0 ? -gates[expert] / kept : 0
  }
}

/** These experts of a row, whatever its gate says: each with its likelihood among them. */
export function routeTo({ experts, scores, gates }: RouteSite, row: number, chosen: readonly number[]): void {
  const at = row * experts
  likelihoods(gates, scores, at, experts)
  const kept = chosen.reduce((sum, expert) => sum + gates[at + expert], 0)
  const weights = chosen.map((expert) => (kept > 0 ? gates[at + expert] / kept : 1 / chosen.length))
  gates.fill(0, at, at + experts)
  for (const [i, expert] of chosen.entries()) gates[at + expert] = weights[i]
}

/** Softmax without its denominator: what is kept is made to sum to one anyway. */
function likelihoods(gates: Float32Array, scores: Float32Array, at: number, experts: number): void {
  let most = Number.NEGATIVE_INFINITY
  for (let expert = at; expert < at + experts; expert++) most = Math.max(most, scores[expert])
  for (let expert = at; expert < at + experts; expert++) gates[expert] = exp(scores[expert] - most)
}

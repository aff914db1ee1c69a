/**
 * When a drafted token is accepted, and what the target's distribution becomes when it is not. The exact rule leaves the
 * output as the target alone would have written it; `battery/` holds broken rules that a test must catch.
 */
import { normalise } from '../../sampling/sampling.ts'

/** One decision: token `x` at a node whose target distribution is p[pAt …]. q is null for a point mass on x. */
export interface Decision {
  readonly p: Float32Array
  readonly pAt: number
  readonly q: Float32Array | null
  readonly qAt: number
  readonly vocab: number
  readonly token: number
}

export interface AcceptanceRule {
  accepts(decision: Decision, u: number): boolean
  /** Turns p into what is left for the next sibling, or for the token drawn in its place. */
  reject(decision: Decision): void
}

/**
 * Accept x with probability min(1, p(x) / q(x)), else go on with norm(max(0, p − q)); a point mass has q(x) = 1.
 *
 * Source: Leviathan, Kalman and Matias 2023; Chen et al. 2023; with several children, SpecInfer's recursion (Miao et al. 2024).
 */
export const exactRule: AcceptanceRule = {
  accepts: ({ p, pAt, q, qAt, token }, u) => u * (q === null ? 1 : q[qAt + token]) < p[pAt + token],
  reject(decision) {
    const { p, pAt, q, qAt, vocab, token } = decision
    const before = p.slice(pAt, pAt + vocab)
    if (q === null) p[pAt + token] = 0
    else for (let i = 0; i < vocab; i++) p[pAt + i] = Math.max(0, p[pAt + i] - q[qAt + i])
    // p = q up to rounding: nothing is left over, and any draw from p is right.
    if (!normalise(p, pAt, vocab)) p.set(before, pAt)
  },
}

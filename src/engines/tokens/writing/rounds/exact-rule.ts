/** The rule that leaves the output as the target alone would have written it; `battery/` holds broken ones that a test must catch. */
import type { AcceptanceRule } from '../../contracts/accept.ts'
import { normalise } from '../../sampling/sampling.ts'

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

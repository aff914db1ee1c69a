/**
 * Tokens that a round of speculative decoding emits when every draft is accepted independently with probability α:
 * 1 + α + … + α^γ = (1 − α^(γ+1)) / (1 − α). At α 0.8 and γ 4: 3.36.
 *
 * Optimistic for long drafts: real acceptance comes in runs.
 * Source: Leviathan et al. 2023 (arXiv 2211.17192), equation 1.
 */
import type { Fraction, Tokens } from '../kernel/units.ts'

/** Summed term by term: no division by zero at α = 1, where it is γ + 1. */
export function expectedAccepted(α: Fraction, γ: number): Tokens {
  let power = 1
  let sum = 1
  for (let i = 1; i <= γ; i++) {
    power *= α
    sum += power
  }
  return sum
}

/**
 * Draft length with the largest expected speed-up, expectedAccepted(α, γ) / (γ c + 1), where c is the time of a draft
 * token relative to a target pass. 0 when no draft pays.
 *
 * Source: Leviathan et al. 2023 (arXiv 2211.17192), section 3.5; the search over 1–99 as in Online Speculative Decoding.
 */
import type { Fraction } from '../kernel/units.ts'
import { expectedAccepted } from './expected-accepted.ts'

const LONGEST = 99

export const speedUp = (α: Fraction, γ: number, c: Fraction): number => expectedAccepted(α, γ) / (γ * c + 1)

export function bestDraftLength(α: Fraction, c: Fraction): number {
  let best = 0
  for (let γ = 1; γ <= LONGEST; γ++) if (speedUp(α, γ, c) > speedUp(α, best, c)) best = γ
  return best
}

/** How much one thing tells about another. */
import { log } from '../../../kernel/math.ts'

/**
 * Bits that the expert of a token tells about the domain of its text: Σ p(d) p(e|d) log₂ (p(e|d) / p(e)), domains counting alike
 * whatever their length. `counts`: tokens by expert, one list a domain; domains without a token are left out.
 */
export function expertInformation(counts: readonly ArrayLike<number>[]): number {
  const shares = counts.map(sharesOf).filter((share) => share.length > 0)
  let bits = 0
  for (let expert = 0; expert < (shares[0]?.length ?? 0); expert++) {
    const mean = shares.reduce((sum, share) => sum + share[expert], 0) / shares.length
    for (const share of shares)
      if (share[expert] > 0) bits += (share[expert] * log(share[expert] / mean)) / log(2) / shares.length
  }
  return bits
}

/** Counts as shares of their sum; nothing where there is nothing. */
export function sharesOf(counts: ArrayLike<number>): readonly number[] {
  const values = Array.from(counts)
  const sum = values.reduce((total, value) => total + value, 0)
  return sum === 0 ? [] : values.map((value) => value / sum)
}

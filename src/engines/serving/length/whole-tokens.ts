/**
 * From a real-valued draw to a length: the nearest whole number of tokens, at least 1 and at most LONGEST.
 *
 * Rounding keeps the mean where lengths are large: for a mean of 500 and cv 1 the difference is below 0.01 tokens. For means
 * near 1 the floor of 1 raises it, which the `mean` of a distribution does not count.
 */
import type { Tokens } from '../../../kernel/units.ts'

/** Ten million tokens: ten times the longest context sold, and far inside the 32-bit columns that hold lengths. */
export const LONGEST: Tokens = 10_000_000

export const wholeTokens = (tokens: number): Tokens => Math.min(LONGEST, Math.max(1, Math.round(tokens)))

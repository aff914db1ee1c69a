/**
 * From a real-valued draw to a length: the nearest whole number of tokens, at least 1 and at most LONGEST_LENGTH.
 *
 * Rounding keeps the mean where lengths are large: for a mean of 500 and cv 1 the difference is below 0.01 tokens. For means
 * near 1 the floor of 1 raises it, which the `mean` of a distribution does not count.
 */
import type { Tokens } from '../../../../kernel/units.ts'
import { LONGEST_LENGTH } from '../../../../traces/longest-length.ts'

export const wholeTokens = (tokens: number): Tokens => Math.min(LONGEST_LENGTH, Math.max(1, Math.round(tokens)))

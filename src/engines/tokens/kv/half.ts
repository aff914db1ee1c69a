/** Numbers as they are kept in 16 bits (IEEE half precision: 11 bits of significand, none finer than 2^-24). */

/** The nearest half; a thousandth of it is the most that is lost. Beyond 65,504 half has no numbers, and a cache holds none. */
export function toHalf(x: number): number {
  const { fround } = Math
  // Below 2^-14 halves stand 2^-24 apart, as floats between 0.5 and 1 do.
  if (Math.abs(x) < 0.00006103515625) return fround(fround(x + 0.75) - 0.75)
  // Veltkamp's splitting (Dekker 1971): x × (2^13 + 1) leaves 24 − 13 bits.
  const spread = fround(fround(x) * 8193)
  return fround(spread - fround(spread - fround(x)))
}

/**
 * Rounds a group of numbers to 2^bits evenly spaced levels between its smallest and largest: what a quantised cache gives
 * back when it is read. The group's two bounds are kept in 16 bits each, and are counted.
 *
 * Source: asymmetric round-to-nearest, as in KIVI (Liu et al. 2024).
 */
export const METADATA_BITS = 32

/** values[at], values[at + stride] … `count` of them. Float32 arithmetic by storing. */
export function roundGroup(values: Float32Array, at: number, stride: number, count: number, bits: number): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const value = values[at + i * stride]
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const levels = (1 << bits) - 1
  const step = Math.fround((high - low) / levels)
  if (!(step > 0)) return
  for (let i = 0; i < count; i++) {
    const place = at + i * stride
    const level = Math.floor((values[place] - low) / step + 0.5)
    values[place] = low + Math.min(levels, level) * step
  }
}

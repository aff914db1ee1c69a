/**
 * Rounds a group of numbers to 2^bits evenly spaced levels between its smallest and largest: what a quantised cache gives
 * back when it is read. The lowest level and the step between levels are kept in 16 bits each, as halves, and are counted.
 *
 * Source: asymmetric round-to-nearest, as in KIVI (Liu et al. 2024).
 */
import { toHalf } from './half.ts'

/** Of a group: its lowest level and its step. */
export const BOUNDS_BITS = 32

/** values[at], values[at + stride] … `count` of them. Float32 arithmetic by storing. */
export function roundGroup(values: Float32Array, at: number, stride: number, count: number, bits: number): void {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < count; i++) {
    const value = values[at + i * stride]
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const levels = (1 << bits) - 1
  const low = toHalf(least)
  const step = toHalf((most - least) / levels)
  for (let i = 0; i < count; i++) {
    const place = at + i * stride
    const level = step > 0 ? Math.floor((values[place] - low) / step + 0.5) : 0
    values[place] = low + Math.min(levels, Math.max(0, level)) * step
  }
}

/**
 * From the range a chart shows to the range a window answers: one width more on either side, on bounds that stay the
 * same while the chart pans a little, so that the page's mirror already holds what comes into view.
 */
import { fromWords, highWord } from './float-bits.ts'
import type { Seconds } from './units.ts'

export interface WindowRange {
  readonly from: Seconds
  readonly until: Seconds
  /**
   * Rows that begin in one cell of this width are reduced to one. A power of two, more than half a pixel and at most one
   * (2 rows a pixel): cells sit at whole multiples, so panning does not move them, and boundaries are exact.
   */
  readonly cell: Seconds
  /** A pixel, rounded up to 3 mantissa bits (at most 1/8 more) for the same reason. */
  readonly pixel: Seconds
}

/** Of [2, 3) s the bounds are multiples of ½ s: 1 to 4 s are answered, and still are when the chart has moved by 0.4 s. */
export function windowRange(t0: Seconds, t1: Seconds, pixels: number): WindowRange {
  // Shorter than a nanosecond is a click, not a range; powers of two need a positive width.
  const width = Math.max(1e-9, t1 - t0)
  const quantum = powerOfTwoBelow(width) / 2
  const pixel = width / Math.max(1, pixels)
  return {
    from: Math.floor((t0 - width) / quantum) * quantum,
    until: Math.ceil((t0 + 2 * width) / quantum) * quantum,
    cell: powerOfTwoBelow(pixel),
    pixel: roundedUp(pixel),
  }
}

/** Largest power of two ≤ x, x positive and normal. */
export const powerOfTwoBelow = (x: number): number => fromWords(highWord(x) & 0x7ff00000, 0)

/** x with 3 mantissa bits, rounded up. */
const roundedUp = (x: number): number => {
  const step = powerOfTwoBelow(x) / 8
  return Math.ceil(x / step) * step
}

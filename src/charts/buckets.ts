/**
 * Counts gathered into buckets of equal time, for bars and rates. Buckets lie on a grid of round times that does not depend
 * on where the view begins, so that bars stand still while the reader pans.
 */
import { tickStep } from 'd3'
import type { CountWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import { endOf, firstRowIn } from './rows.ts'

export interface Buckets {
  /** Bucket i covers [from + i × seconds, from + (i + 1) × seconds). */
  readonly from: Seconds
  readonly seconds: Seconds
  readonly length: number
  readonly seriesCount: number
  /** Amounts, series-major: [s × length + i]. */
  readonly sum: Float64Array
  /** Seconds of each bucket that the window knows. */
  readonly known: Float64Array
}

/** Round bucket width of at least `pixels` px in this view. */
export function bucketSeconds(view: { t0: Seconds; t1: Seconds; width: number }, pixels: number): Seconds {
  // tickStep answers the round step nearest to the one asked; the smallest it may return is 1/√2 of it.
  return tickStep(0, view.t1 - view.t0, Math.max(1, view.width / (pixels * 1.2)))
}

/** Sums of a window over [t0, t1) in buckets of round times that cover it. */
export function bucketise(window: CountWindow, t0: Seconds, t1: Seconds, seconds: Seconds): Buckets {
  const first = Math.floor(t0 / seconds)
  return gather(window, first * seconds, seconds, Math.max(1, Math.ceil(t1 / seconds) - first))
}

/**
 * Sums of `length` buckets from `from` on. A row that spans several buckets is shared among them by time: a row of 3 s with
 * 30 tokens gives 10 tokens to each of three buckets of 1 s.
 */
export function gather(window: CountWindow, from: Seconds, seconds: Seconds, length: number): Buckets {
  const seriesCount = window.track.series.length
  const sum = new Float64Array(seriesCount * length)
  const known = new Float64Array(length)
  const until = from + length * seconds
  for (let row = firstRowIn(window, from); row < window.length && window.start[row] < until; row++) {
    const begin = window.start[row]
    const end = endOf(window, row)
    const duration = end - begin
    const firstBucket = Math.max(0, Math.floor((begin - from) / seconds))
    const lastBucket = Math.min(length - 1, Math.floor((end - from) / seconds))
    for (let bucket = firstBucket; bucket <= lastBucket; bucket++) {
      const inside = Math.min(end, from + (bucket + 1) * seconds) - Math.max(begin, from + bucket * seconds)
      // A row without duration (the last mark of a run) belongs whole to the bucket it falls in.
      const share = duration > 0 ? Math.max(0, inside) / duration : 1
      if (share === 0) continue
      known[bucket] += share * duration
      for (let s = 0; s < seriesCount; s++) sum[s * length + bucket] += window.sum[s * window.length + row] * share
    }
  }
  return { from, seconds, length, seriesCount, sum, known }
}

/** The bucket at a time, −1 outside. */
export function bucketAt(buckets: Buckets, time: Seconds): number {
  const bucket = Math.floor((time - buckets.from) / buckets.seconds)
  return bucket >= 0 && bucket < buckets.length ? bucket : -1
}

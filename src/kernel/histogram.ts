/**
 * Log-linear histogram of non-negative values: 64 buckets an octave, so that a bucket is 0.8 to 1.6 % wide and a quantile
 * at most that far off, in 32 kB whatever the number of values. For what has no row of its own: gaps between tokens.
 *
 * The bucket is read off the double: 11 exponent bits and the top 6 mantissa bits, no logarithm. Range 2^−32 (0.23 ns)
 * to 2^32 (4.3e9); smaller values share the first bucket, larger ones the last, and minimum and maximum stay exact.
 * All state is in plain properties, so `memory.object(new Histogram())` makes it part of every checkpoint.
 */
import type { Distribution } from './engine.ts'
import { fromWords, highWord } from './float-bits.ts'
import { InvariantError } from './problem.ts'

const OCTAVES = 64
const BUCKETS = OCTAVES * 64
/** Exponent and top mantissa bits of 2^−32. */
const FIRST = (1023 - 32) * 64

export class Histogram {
  count = 0
  min = Infinity
  max = -Infinity
  /** The sum, and the rounding errors it has made (Neumaier 1974): the mean is exact to the last bits. */
  private sum = 0
  private lost = 0
  private readonly counts = new Float64Array(BUCKETS)

  add(value: number, count = 1): void {
    if (!(value >= 0)) throw new InvariantError(`histogram: value ${value} is not a number from 0 up`)
    this.counts[bucketOf(value)] += count
    this.count += count
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
    this.addToSum(value * count)
  }

  clear(): void {
    this.counts.fill(0)
    this.count = 0
    this.min = Infinity
    this.max = -Infinity
    this.sum = 0
    this.lost = 0
  }

  merge(other: Histogram): void {
    for (let i = 0; i < BUCKETS; i++) this.counts[i] += other.counts[i]
    this.count += other.count
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
    this.addToSum(other.sum)
    this.lost += other.lost
  }

  get mean(): number {
    return this.count === 0 ? NaN : (this.sum + this.lost) / this.count
  }

  /** Value at rank q × count, spread evenly over its bucket and never beyond minimum and maximum. NaN when empty. */
  quantile(q: number): number {
    if (this.count === 0) return NaN
    const rank = q * this.count
    let below = 0
    for (let i = 0; i < BUCKETS; i++) {
      const here = this.counts[i]
      if (here > 0 && below + here >= rank) {
        if (i === 0) return this.min // below 0.23 ns nothing is told apart: gaps of 0 stay 0
        const low = lowerBound(i)
        const value = low + ((rank - below) / here) * (this.upperBound(i) - low)
        return Math.min(this.max, Math.max(this.min, value))
      }
      below += here
    }
    return this.max
  }

  distribution(): Distribution {
    const max = this.count === 0 ? NaN : this.max
    return {
      n: this.count,
      mean: this.mean,
      p50: this.quantile(0.5),
      p90: this.quantile(0.9),
      p99: this.quantile(0.99),
      max,
    }
  }

  /** Calls `visit(low, high, count)` for each bucket that holds values, ascending: for a chart. */
  forEach(visit: (low: number, high: number, count: number) => void): void {
    for (let i = 0; i < BUCKETS; i++) if (this.counts[i] > 0) visit(lowerBound(i), this.upperBound(i), this.counts[i])
  }

  /** The last bucket reaches up to the largest value. */
  private upperBound(i: number): number {
    return i === BUCKETS - 1 ? Math.max(this.max, lowerBound(BUCKETS)) : lowerBound(i + 1)
  }

  private addToSum(value: number): void {
    const next = this.sum + value
    this.lost += Math.abs(this.sum) >= value ? this.sum - next + value : value - next + this.sum
    this.sum = next
  }
}

const bucketOf = (value: number): number => Math.min(BUCKETS - 1, Math.max(0, (highWord(value) >>> 14) - FIRST))

/** The smallest value of bucket i; 0 for the first, which takes everything below. */
const lowerBound = (i: number): number => (i === 0 ? 0 : fromWords((i + FIRST) << 14, 0))

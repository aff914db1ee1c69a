/**
 * Exact quantiles of a column. Definition: linear interpolation between order statistics at position (n − 1) q, counted
 * from 0, as numpy does by default. Of 1, 2, 3, 4 the median is 2.5 and the 0.9 quantile 3.7 (position 2.7).
 */
import type { Distribution } from './engine.ts'

/** A sorted copy of the first `length` values, for several quantiles. */
const sorted = (values: Float64Array, length = values.length): Float64Array<ArrayBuffer> =>
  values.slice(0, length).sort()

/** Quantile q (0 to 1) of ascending values; NaN when there are none. */
export function quantileOfSorted(ascending: ArrayLike<number>, q: number): number {
  const n = ascending.length
  if (n === 0) return NaN
  const position = (n - 1) * q
  const below = Math.floor(position)
  const low = ascending[below]
  if (below + 1 >= n) return low
  return low + (position - below) * (ascending[below + 1] - low)
}

/** Quantile q of values in any order. */
export const quantile = (values: Float64Array, q: number): number => quantileOfSorted(sorted(values), q)

/** Sum in order with the rounding errors added up beside it (Neumaier 1974), divided by the count. */
export function meanOf(values: ArrayLike<number>, length = values.length): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < length; i++) {
    const value = values[i]
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return length === 0 ? NaN : (sum + lost) / length
}

/** The six figures of a statistic; all NaN but n where there is no value. */
export function distributionOf(values: Float64Array, length = values.length): Distribution {
  const ascending = sorted(values, length)
  return {
    n: length,
    mean: meanOf(values, length),
    p50: quantileOfSorted(ascending, 0.5),
    p90: quantileOfSorted(ascending, 0.9),
    p99: quantileOfSorted(ascending, 0.99),
    max: length === 0 ? NaN : ascending[length - 1],
  }
}

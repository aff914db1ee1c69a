/**
 * Rows of a window by time: row i holds from start[i] to start[i + 1], the last one to `ends`.
 */
import type { Seconds } from '../kernel/units.ts'

export interface Rows {
  readonly length: number
  readonly start: Float64Array
  readonly ends: Seconds
}

/** The row that holds at `time`, −1 before the first and after the last. O(log rows). */
export function rowAt(rows: Rows, time: Seconds): number {
  if (rows.length === 0 || time < rows.start[0] || time > rows.ends) return -1
  return lastStartingBy(rows, time)
}

/** The last row that starts at or before `time`, −1 when all start later. */
export function lastStartingBy(rows: Pick<Rows, 'length' | 'start'>, time: Seconds): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows.start[middle] <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Rows that overlap [t0, t1): from `first` up to but without `end`. */
export function firstRowIn(rows: Rows, t0: Seconds): number {
  return Math.max(0, lastStartingBy(rows, t0))
}

export const endOf = (rows: Rows, row: number): Seconds => (row + 1 < rows.length ? rows.start[row + 1] : rows.ends)

/** The next (1) or previous (−1) start of a row away from `time`; the end of the last row counts as one. */
export function neighbourOf(rows: Rows, time: Seconds, direction: 1 | -1): Seconds | null {
  if (rows.length === 0) return null
  const row = lastStartingBy(rows, time)
  if (direction === 1) {
    if (row + 1 < rows.length) return rows.start[row + 1]
    return time < rows.ends ? rows.ends : null
  }
  if (row < 0) return null
  if (rows.start[row] < time) return rows.start[row]
  return row > 0 ? rows.start[row - 1] : null
}

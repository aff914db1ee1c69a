/** Rows of bucketed counts: the bucket's ends, then one cell for each series. */

import type { CountWindow } from '../kernel/tracks.ts'
import type { Buckets } from './buckets.ts'
import type { Cell, ChartTable } from './chart.ts'

/** `value` says what a cell holds: the sum, a rate. */
export function bucketTable(
  window: CountWindow,
  buckets: Buckets,
  unit: string,
  value: (buckets: Buckets, series: number, bucket: number) => number,
): ChartTable {
  const { series } = window.track
  const ends = ['from', 'until'].map((label) => ({ label, unit: 's' }))
  const rows: Cell[][] = []
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    if (buckets.known[bucket] === 0) continue
    const from = buckets.from + bucket * buckets.seconds
    rows.push([from, from + buckets.seconds, ...series.map((_, s) => value(buckets, s, bucket))])
  }
  return { columns: [...ends, ...series.map((label) => ({ label, unit }))], rows }
}

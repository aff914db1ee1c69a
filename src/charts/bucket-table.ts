/** Rows of bucketed counts: the bucket's start, then one cell for each series of each arm. */

import type { CountWindow } from '../kernel/tracks.ts'
import type { Buckets } from './buckets.ts'
import type { ArmWindow, Cell, ChartTable } from './chart.ts'

/** `value` says what a cell holds: the sum, a rate. All arms are bucketed on the same grid. */
export function bucketTable(
  arms: readonly ArmWindow<CountWindow>[],
  buckets: readonly Buckets[],
  unit: string,
  value: (buckets: Buckets, series: number, bucket: number) => number,
): ChartTable {
  const columns = [
    { label: 'from', unit: 's' },
    { label: 'until', unit: 's' },
  ]
  for (const { label, window } of arms) {
    for (const name of window.track.series) columns.push({ label: arms.length > 1 ? `${label}: ${name}` : name, unit })
  }
  const grid = buckets[0]
  const rows: Cell[][] = []
  for (let bucket = 0; bucket < grid.length; bucket++) {
    if (grid.known[bucket] === 0) continue
    const from = grid.from + bucket * grid.seconds
    const cells: Cell[] = [from, from + grid.seconds]
    for (const own of buckets) for (let s = 0; s < own.seriesCount; s++) cells.push(value(own, s, bucket))
    rows.push(cells)
  }
  return { columns, rows }
}

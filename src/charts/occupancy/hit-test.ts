/** Which layer of the stack is under a point. */
import type { Hit, PlotView } from '../chart.ts'
import { levelLabel } from '../level-label.ts'
import { rowAt } from '../rows.ts'
import { stackedSeries } from '../stack.ts'
import { xToTime } from '../time-scale.ts'
import { yToValue } from '../value-scale.ts'
import { type OccupancyColumns, occupancyTop } from './paint.ts'

/** Null above the stack and where nothing is known. */
export function hitOccupancy(x: number, y: number, view: PlotView, columns: OccupancyColumns): Hit | null {
  const { window } = columns
  const time = xToTime(view, x)
  const row = rowAt(window, time)
  if (row < 0) return null
  let left = yToValue({ top: occupancyTop(columns, view), height: view.height }, y)
  for (const series of stackedSeries(window, view.hidden)) {
    left -= window.mean[series * window.length + row]
    if (left <= 0) return { time, label: levelLabel(window, series, row), item: -1 }
  }
  return null
}

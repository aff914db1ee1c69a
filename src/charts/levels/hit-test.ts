/** Which series of a level track is nearest to a point, within 8 px; in a stack, the layer under it. */
import type { Hit, PlotView } from '../chart.ts'
import { levelLabel } from '../level-label.ts'
import { rowAt } from '../rows.ts'
import { stackedSeries } from '../stack.ts'
import { xToTime } from '../time-scale.ts'
import { valueToY, yToValue } from '../value-scale.ts'
import { type LevelsColumns, levelsTop } from './paint.ts'

const reach = 8

export function hitLevels(x: number, y: number, view: PlotView, columns: LevelsColumns): Hit | null {
  const { window } = columns
  const time = xToTime(view, x)
  const row = rowAt(window, time)
  if (row < 0) return null
  const scale = { top: levelsTop(columns, view), height: view.height }
  const drawn = stackedSeries(window, view.hidden)
  if (columns.form === 'stacked') {
    let left = yToValue(scale, y)
    for (const series of drawn) {
      left -= window.mean[series * window.length + row]
      if (left <= 0) return { time, label: levelLabel(window, series, row), item: -1 }
    }
    return null
  }
  let nearest = -1
  let distance = reach
  for (const series of drawn) {
    const away = Math.abs(valueToY(scale, window.mean[series * window.length + row]) - y)
    if (away <= distance) {
      nearest = series
      distance = away
    }
  }
  if (nearest < 0) return null
  return { time, label: levelLabel(window, nearest, row), item: -1 }
}

/** Which expert is under a point. */
import { formatRate } from '../../ui/format.ts'
import type { Hit, PlotView } from '../chart.ts'
import { endOf, rowAt } from '../rows.ts'
import { xToTime } from '../time-scale.ts'
import { amountsOf } from './cells.ts'
import type { ExpertsColumns } from './paint.ts'

export function hitExperts(x: number, y: number, view: PlotView, columns: ExpertsColumns): Hit | null {
  const { window, layer } = columns
  const time = xToTime(view, x)
  const row = rowAt(window, time)
  if (row < 0 || y < 0 || y >= view.height) return null
  const expert = Math.min(window.cells - 1, Math.floor((y / view.height) * window.cells))
  const seconds = endOf(window, row) - window.start[row]
  const rate = seconds > 0 ? amountsOf(window, layer)[row * window.cells + expert] / seconds : 0
  return { time, label: `expert ${expert}: ${formatRate(rate, 'activations')}`, item: expert }
}

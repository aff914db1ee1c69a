/** Whose span is under a point. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Hit, PlotView } from '../chart.ts'
import { xToTime } from '../time-scale.ts'
import { lanesOf, margin } from './lanes.ts'
import { isDense } from './paint.ts'

/** Null between rows and where a lane is empty; in a density strip no single request can be meant. */
export function hitRequests(x: number, y: number, view: PlotView, window: SpanWindow): Hit | null {
  if (isDense(window, view)) return null
  const layout = lanesOf(window, view.height)
  const row = Math.floor((y - margin) / layout.pitch)
  const time = xToTime(view, x)
  // A bar is drawn at least 1 px wide: it is hit up to there.
  const pixel = (view.t1 - view.t0) / view.width
  for (let i = 0; i < window.length && window.start[i] <= time; i++) {
    if (layout.rowOf[window.lane[i]] !== row || Math.max(window.end[i], window.start[i] + pixel) < time) continue
    const state = window.track.series[window.state[i]]
    if (view.hidden.has(state)) continue
    const who = window.item[i] < 0 ? 'several requests' : `request ${window.item[i]}`
    return { time, label: `${who}, ${state}`, item: window.item[i] }
  }
  return null
}

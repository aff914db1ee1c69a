/** The requests of the view in words. */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { formatCount, formatMoment, formatTime } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'

/** Lanes in each state at a moment. */
export function lanesInState(window: SpanWindow, time: Seconds): Int32Array {
  const count = new Int32Array(window.track.series.length)
  for (let i = 0; i < window.length && window.start[i] <= time; i++) if (window.end[i] > time) count[window.state[i]]++
  return count
}

/** "Requests, 4 s to 34 s: 812 spans on 44 lanes; queued 12.1 s, prefill 40.3 s, decode 5 min 2 s, preempted 3.2 s in all." */
export function describeRequests(window: SpanWindow, view: PlotView): string {
  const range = `${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const { series, title } = window.track
  const seconds = new Float64Array(series.length)
  const isUsed = new Uint8Array(Math.max(1, window.lanes))
  let spans = 0
  for (let i = 0; i < window.length && window.start[i] < view.t1; i++) {
    if (window.end[i] <= view.t0) continue
    spans++
    isUsed[window.lane[i]] = 1
    seconds[window.state[i]] += Math.min(view.t1, window.end[i]) - Math.max(view.t0, window.start[i])
  }
  if (spans === 0) return `${title}, ${range}: no request is in the system.`
  let lanes = 0
  for (const used of isUsed) lanes += used
  const parts = series.map((name, s) => ({ name, time: seconds[s] })).filter(({ time }) => time > 0)
  const times = parts.map(({ name, time }) => `${name} ${formatTime(time)}`).join(', ')
  return `${title}, ${range}: ${formatCount(spans)} spans on ${formatCount(lanes)} lanes; ${times} in all.`
}

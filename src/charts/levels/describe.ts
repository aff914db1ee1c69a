/** A level track in words: for each series where it starts, peaks and ends. */
import type { LevelWindow } from '../../kernel/tracks.ts'
import { formatMoment, formatQuantity } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { firstRowIn } from '../rows.ts'
import type { LevelsColumns } from './paint.ts'

/** "Batch, 0 s to 60 s: decode from 4 to 12 requests, at most 29 at 12.5 s; prefill …" */
export function describeLevels({ arms }: LevelsColumns, view: PlotView): string {
  const range = `${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  return arms
    .map(({ label, window }) => {
      const parts = window.track.series
        .map((name, s) => describeSeries(window, name, s, view))
        .filter((part) => part !== null)
      const who = arms.length > 1 ? `${window.track.title}, arm ${label}` : window.track.title
      return `${who}, ${range}: ${parts.length === 0 ? 'nothing recorded' : parts.join('; ')}.`
    })
    .join(' ')
}

function describeSeries(window: LevelWindow, name: string, s: number, view: PlotView): string | null {
  let first = Number.NaN
  let last = Number.NaN
  let peak = Number.NEGATIVE_INFINITY
  let peakAt = 0
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) {
    const value = window.mean[s * window.length + row]
    if (Number.isNaN(value)) continue
    if (Number.isNaN(first)) first = value
    last = value
    const high = window.high[s * window.length + row]
    if (high > peak) {
      peak = high
      peakAt = Math.max(view.t0, window.start[row])
    }
  }
  if (Number.isNaN(first)) return null
  const say = (value: number): string => formatQuantity(value, window.track.unit)
  return `${name} from ${say(first)} to ${say(last)}, at most ${say(peak)} at ${formatMoment(peakAt, 0.1)}`
}

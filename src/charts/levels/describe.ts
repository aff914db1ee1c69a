/** A level track in words: for each series where it starts, peaks and ends. */
import type { LevelWindow } from '../../kernel/tracks.ts'
import { formatMoment } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { formatReading, type Reading, seriesReading } from '../reading.ts'
import { firstRowIn } from '../rows.ts'
import type { LevelsColumns } from './paint.ts'

/** "Batch, 0 s to 60 s: decode from 4 to 12 requests, at most 29 at 12.5 s; prefill …" */
export function describeLevels({ window }: Pick<LevelsColumns, 'window'>, view: PlotView): string {
  const range = `${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const parts = window.track.series
    .map((name, s) => describeSeries(window, name, s, view))
    .filter((part) => part !== null)
  return `${window.track.title}, ${range}: ${parts.length === 0 ? 'nothing recorded' : parts.join('; ')}.`
}

function describeSeries(window: LevelWindow, name: string, s: number, view: PlotView): string | null {
  let first: Reading | null = null
  let last: Reading | null = null
  let peak = Number.NEGATIVE_INFINITY
  let peakAt = 0
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) {
    const reading = seriesReading(window, s, row)
    if (reading === null) continue
    first ??= reading
    last = reading
    if (reading.high > peak) {
      peak = reading.high
      peakAt = Math.max(view.t0, window.start[row])
    }
  }
  if (first === null || last === null) return null
  const say = (reading: Reading): string => formatReading(reading, window.track.unit)
  const most = say({ low: peak, high: peak })
  return `${name} from ${say(first)} to ${say(last)}, at most ${most} at ${formatMoment(peakAt, 0.1)}`
}

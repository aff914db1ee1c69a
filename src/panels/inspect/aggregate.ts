/** What a track comes to over a range: means of levels weighted by time, sums and rates of counts, time in states of spans. */
import { endOf, firstRowIn } from '../../charts/rows.ts'
import type { CountWindow, GridWindow, LevelWindow, SpanWindow, TrackWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'

export interface Aggregate {
  readonly track: string
  readonly title: string
  readonly series: string
  readonly unit: string
  /** Level: time-weighted mean. Count: amount per second. Span: how many at once, on average. */
  readonly mean: number
  /** Level only, else NaN. */
  readonly low: number
  readonly high: number
  /** Count: amount in the range. Span: seconds spent, all together. NaN for levels. */
  readonly sum: number
}

/** One a series, in the track's order; none where the window knows nothing of the range. */
export function aggregate(window: TrackWindow, from: Seconds, until: Seconds): readonly Aggregate[] {
  switch (window.kind) {
    case 'level':
      return levelAggregates(window, from, until)
    case 'count':
      return countAggregates(window, from, until)
    case 'span':
      return spanAggregates(window, from, until)
    case 'grid':
      return gridAggregates(window, from, until)
  }
}

function levelAggregates(window: LevelWindow, from: Seconds, until: Seconds): readonly Aggregate[] {
  const { track, length, mean, low, high } = window
  return track.series.flatMap((series, s) => {
    let weighted = 0
    let known = 0
    let least = Number.POSITIVE_INFINITY
    let most = Number.NEGATIVE_INFINITY
    for (const [row, time] of rowsWithin(window, from, until)) {
      weighted += mean[s * length + row] * time
      known += time
      least = Math.min(least, low[s * length + row])
      most = Math.max(most, high[s * length + row])
    }
    if (known === 0) return []
    return [{ ...named(track, series), mean: weighted / known, low: least, high: most, sum: Number.NaN }]
  })
}

/** A row that reaches over an end of the range counts by the share of its time inside. */
function countAggregates(window: CountWindow, from: Seconds, until: Seconds): readonly Aggregate[] {
  const { track, length, sum, start } = window
  return track.series.flatMap((series, s) => {
    let amount = 0
    let known = 0
    for (const [row, time] of rowsWithin(window, from, until)) {
      const whole = endOf(window, row) - start[row]
      amount += sum[s * length + row] * (whole > 0 ? time / whole : 1)
      known += time
    }
    if (known === 0) return []
    return [{ ...named(track, series), mean: amount / known, low: Number.NaN, high: Number.NaN, sum: amount }]
  })
}

function spanAggregates(
  { track, length, start, end, state }: SpanWindow,
  from: Seconds,
  until: Seconds,
): readonly Aggregate[] {
  const time = new Float64Array(track.series.length)
  for (let i = 0; i < length; i++) time[state[i]] += Math.max(0, Math.min(end[i], until) - Math.max(start[i], from))
  return track.series.flatMap((series, s) =>
    time[s] === 0
      ? []
      : [{ ...named(track, series), mean: time[s] / (until - from), low: Number.NaN, high: Number.NaN, sum: time[s] }],
  )
}

function gridAggregates(window: GridWindow, from: Seconds, until: Seconds): readonly Aggregate[] {
  const { track, layers, cells, sum, start } = window
  return track.series.flatMap((series, layer) => {
    let amount = 0
    let known = 0
    for (const [row, time] of rowsWithin(window, from, until)) {
      const whole = endOf(window, row) - start[row]
      const share = whole > 0 ? time / whole : 1
      const first = (row * layers + layer) * cells
      for (let cell = first; cell < first + cells; cell++) amount += sum[cell] * share
      known += time
    }
    if (known === 0) return []
    return [{ ...named(track, series), mean: amount / known, low: Number.NaN, high: Number.NaN, sum: amount }]
  })
}

const named = (track: TrackWindow['track'], series: string) => ({
  track: track.id,
  title: track.title,
  series,
  unit: track.unit,
})

/** Rows that lie in the range at least in part, with the time of them inside. */
function* rowsWithin(
  window: LevelWindow | CountWindow | GridWindow,
  from: Seconds,
  until: Seconds,
): Generator<readonly [number, Seconds]> {
  const { start, length } = window
  for (let row = firstRowIn(window, from); row < length && start[row] < until; row++) {
    const inside = Math.min(endOf(window, row), until) - Math.max(start[row], from)
    if (inside > 0) yield [row, inside]
  }
}

/**
 * A moment of a run that is found in what the run recorded, and not written down: where a level is highest, where a state first occurs,
 * which wait is the longest. A note that stands on a landmark stays true when the experiment changes.
 */
import type { CountWindow, LevelWindow, SpanWindow, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'

/** `first`, `last`: where it is there at all. `largest`: the highest level, the most at once, the longest span. */
export type Extreme = 'first' | 'last' | 'largest'

export interface Landmark {
  /** Id of a track, with its instance where it has one: `kv/0`. */
  readonly track: string
  /** Name of a series or state; any where absent, and of a level then their sum. */
  readonly series?: string
  readonly is: Extreme
}

/** A span is noted from its beginning to its end, all else as a moment. */
export interface Moment {
  readonly at: Seconds
  readonly until?: Seconds
}

/** Null where the range holds no such thing, or the track has no such series. A grid has no landmarks. */
export function momentOf(
  { series, is }: Pick<Landmark, 'series' | 'is'>,
  window: TrackWindow,
  [from, until]: readonly [Seconds, Seconds],
): Moment | null {
  const place = series === undefined ? -1 : window.track.series.indexOf(series)
  if (series !== undefined && place < 0) return null
  switch (window.kind) {
    case 'span':
      return spanOf(window, place, is, from, until)
    case 'level':
      return rowOf(window, (row) => levelAt(window, place, row), is, from, until)
    case 'count':
      return rowOf(window, (row) => sumAt(window, place, row), is, from, until)
    default:
      return null
  }
}

const levelAt = ({ high, sumHigh, length }: LevelWindow, place: number, row: number): number =>
  place < 0 ? sumHigh[row] : high[place * length + row]

function sumAt({ sum, length, track }: CountWindow, place: number, row: number): number {
  if (place >= 0) return sum[place * length + row]
  let all = 0
  for (let series = 0; series < track.series.length; series++) all += sum[series * length + row]
  return all
}

function rowOf(
  { start, length }: LevelWindow | CountWindow,
  value: (row: number) => number,
  is: Extreme,
  from: Seconds,
  until: Seconds,
): Moment | null {
  let best = -1
  for (let row = 0; row < length; row++) {
    if (start[row] < from || start[row] > until || !(value(row) > 0)) continue
    if (best < 0 || is === 'last' || (is === 'largest' && value(row) > value(best))) best = row
    if (is === 'first') break
  }
  return best < 0 ? null : { at: start[best] }
}

/** Of spans that lie wholly in the range: what is cut off by its ends has no length to compare. */
function spanOf(window: SpanWindow, place: number, is: Extreme, from: Seconds, until: Seconds): Moment | null {
  const { start, end, state, length } = window
  let best = -1
  for (let row = 0; row < length; row++) {
    if (place >= 0 && state[row] !== place) continue
    if (start[row] < from || end[row] > until) continue
    if (best < 0 || is === 'last' || (is === 'largest' && end[row] - start[row] > end[best] - start[best])) best = row
    if (is === 'first') break
  }
  return best < 0 ? null : { at: start[best], until: end[best] }
}

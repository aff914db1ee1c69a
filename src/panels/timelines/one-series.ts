/** One series of a count track as a track of its own, e.g. preemptions out of arrivals and ends. */
import type { CountWindow, TrackWindow } from '../../kernel/tracks.ts'

/** The same window gives the same object, so that a chart which compares identities paints once. */
const made = new WeakMap<TrackWindow, Map<string, CountWindow>>()

/** Null where the window has no such series. Columns are series-major: series s is a stretch of the sums, not a copy. */
export function seriesOf(window: TrackWindow | null, name: string): CountWindow | null {
  if (window?.kind !== 'count') return null
  const s = window.track.series.indexOf(name)
  if (s < 0) return null
  const mine = made.get(window) ?? new Map<string, CountWindow>()
  made.set(window, mine)
  const known = mine.get(name)
  if (known) return known
  const sum = window.sum.subarray(s * window.length, (s + 1) * window.length)
  const one = { ...window, sum, track: { ...window.track, series: [name] } }
  mine.set(name, one)
  return one
}

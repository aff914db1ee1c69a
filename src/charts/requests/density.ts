/**
 * Requests by state over time, for windows with more lanes than pixels: how many lanes are in each state, as the mean over
 * columns of 2 px.
 */
import type { SpanWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'

export interface Density {
  readonly columns: number
  readonly columnSeconds: Seconds
  /** Mean number of lanes in a state during a column, state-major: [state × columns + column]. */
  readonly lanes: Float64Array
  readonly largest: number
}

export const pixelsPerColumn = 2

export function densityOf(window: SpanWindow, view: { t0: Seconds; t1: Seconds; width: number }): Density {
  const columns = Math.max(1, Math.ceil(view.width / pixelsPerColumn))
  const columnSeconds = ((view.t1 - view.t0) / view.width) * pixelsPerColumn
  const states = window.track.series.length
  const lanes = new Float64Array(states * columns)
  for (let i = 0; i < window.length; i++) {
    const begin = window.start[i] - view.t0
    const end = window.end[i] - view.t0
    if (end <= 0) continue
    // Sorted by start: nothing later overlaps the view.
    if (begin >= view.t1 - view.t0) break
    const last = Math.min(columns - 1, Math.floor(end / columnSeconds))
    const at = window.state[i] * columns
    for (let column = Math.max(0, Math.floor(begin / columnSeconds)); column <= last; column++) {
      const inside = Math.min(end, (column + 1) * columnSeconds) - Math.max(begin, column * columnSeconds)
      if (inside > 0) lanes[at + column] += inside / columnSeconds
    }
  }
  let largest = 0
  for (let column = 0; column < columns; column++) {
    let total = 0
    for (let state = 0; state < states; state++) total += lanes[state * columns + column]
    if (total > largest) largest = total
  }
  return { columns, columnSeconds, lanes, largest }
}

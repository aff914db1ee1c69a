/**
 * Zooming and panning as functions on a range: what is shown stays inside `bounds` and never gets thinner than 10 µs,
 * below which a chart of iterations has nothing left to show.
 */
import type { Seconds } from '../kernel/units.ts'

export interface Range {
  readonly t0: Seconds
  readonly t1: Seconds
}

export const thinnest: Seconds = 1e-5

/** The range moved and cut so that it lies inside the bounds; its width is kept where they are wide enough. */
export function within(range: Range, bounds: Range): Range {
  const span = Math.min(bounds.t1 - bounds.t0, Math.max(thinnest, range.t1 - range.t0))
  const t0 = Math.min(Math.max(range.t0, bounds.t0), bounds.t1 - span)
  return { t0, t1: t0 + span }
}

/** Shows `factor` times as much time, `at` staying where it is on the screen. Below 1 zooms in. */
export function zoomAt(range: Range, at: Seconds, factor: number, bounds: Range): Range {
  const span = range.t1 - range.t0
  const wanted = Math.min(bounds.t1 - bounds.t0, Math.max(thinnest, span * factor))
  const share = (at - range.t0) / span
  const t0 = at - share * wanted
  return within({ t0, t1: t0 + wanted }, bounds)
}

/** Moved by a share of what is shown: 0.1 is a tenth of the width to the right. */
export function panBy(range: Range, share: number, bounds: Range): Range {
  const shift = (range.t1 - range.t0) * share
  return within({ t0: range.t0 + shift, t1: range.t1 + shift }, bounds)
}

/** The selection with a twentieth of air on either side; the bounds where nothing is selected. */
export function fitTo(selection: readonly [Seconds, Seconds] | null, bounds: Range): Range {
  if (selection === null) return bounds
  const air = (selection[1] - selection[0]) / 20
  return within({ t0: selection[0] - air, t1: selection[1] + air }, bounds)
}

/** One finger or both edges: the range after times `from` were dragged to lie under the places (shares) `to`. */
export function pinch(from: readonly [Seconds, Seconds], to: readonly [number, number], bounds: Range): Range {
  // t = t0 + share × span at both fingers: two equations for t0 and span.
  const apart = to[1] - to[0]
  const span = Math.abs(apart) < 1e-3 ? bounds.t1 - bounds.t0 : (from[1] - from[0]) / apart
  if (!(span > 0)) return bounds
  const t0 = from[0] - to[0] * span
  return within({ t0, t1: t0 + span }, bounds)
}

/** Two moments in order. */
export const ordered = (a: Seconds, b: Seconds): readonly [Seconds, Seconds] => (a <= b ? [a, b] : [b, a])

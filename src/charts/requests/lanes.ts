/**
 * Where lanes lie in the plot. Lanes of the window that hold a span get a row each, in order of their number; lanes without
 * one take no room. With less than 2 px a row single spans cannot be told apart, and the plot becomes a density strip.
 */
import type { SpanWindow } from '../../kernel/tracks.ts'

export interface LaneLayout {
  readonly kind: 'rows' | 'density'
  /** Row of each lane, −1 for lanes without a span in the window. */
  readonly rowOf: Int32Array
  readonly rows: number
  /** Height of a row in pixels, gap included. */
  readonly pitch: number
}

/** A row higher than this looks like a bar chart; lower than 2 px nothing of it is left beside the gap. */
const highest = 14
const lowest = 2

/** Air above the first and below the last row. */
export const margin = 4

export function layLanes(window: SpanWindow, height: number): LaneLayout {
  const rowOf = new Int32Array(Math.max(1, window.lanes)).fill(-1)
  for (let i = 0; i < window.length; i++) rowOf[window.lane[i]] = 0
  let rows = 0
  // While every lane has room, a lane keeps its place however the reader pans.
  const isRoomForAll = window.lanes * 4 <= height - 2 * margin
  for (let lane = 0; lane < window.lanes; lane++) if (isRoomForAll || rowOf[lane] === 0) rowOf[lane] = rows++
  const pitch = Math.min(highest, (height - 2 * margin) / Math.max(1, rows))
  return { kind: pitch < lowest ? 'density' : 'rows', rowOf, rows, pitch }
}

/** Layouts are asked for by painting, hit test and read-out alike: one is kept for each window. */
const layouts = new WeakMap<SpanWindow, { readonly height: number; readonly layout: LaneLayout }>()

export function lanesOf(window: SpanWindow, height: number): LaneLayout {
  const kept = layouts.get(window)
  if (kept !== undefined && kept.height === height) return kept.layout
  const layout = layLanes(window, height)
  layouts.set(window, { height, layout })
  return layout
}

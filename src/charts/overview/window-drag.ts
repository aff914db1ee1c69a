/**
 * What dragging or keys do to the overview's window: its body moves it, its grips move one edge, a drag outside draws a new
 * one. Pure; times in seconds.
 */
import type { Seconds } from '../../kernel/units.ts'
import { ordered, panBy, type Range, thinnest, within } from '../zoom.ts'

export type WindowPart = 'body' | 'left' | 'right' | 'outside'

/** The window when `part`, grabbed at time `from`, was dragged to time `to`. */
export function dragWindow(window: Range, part: WindowPart, from: Seconds, to: Seconds, bounds: Range): Range {
  const shift = to - from
  switch (part) {
    case 'body':
      return within({ t0: window.t0 + shift, t1: window.t1 + shift }, bounds)
    case 'left':
      return within(edges(window.t0 + shift, window.t1), bounds)
    case 'right':
      return within(edges(window.t0, window.t1 + shift), bounds)
    default:
      return within(edges(from, to), bounds)
  }
}

/** Edges may cross: the window turns over instead of sticking. */
function edges(a: Seconds, b: Seconds): Range {
  const [t0, t1] = ordered(a, b)
  return { t0, t1: Math.max(t1, t0 + thinnest) }
}

/** A key on a part: arrows move by a fiftieth of the run, Page Up and Down the window by its own width. */
export function keyWindow(window: Range, part: WindowPart, key: string, bounds: Range): Range | null {
  const step = (bounds.t1 - bounds.t0) / 50
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return dragWindow(window, part, 0, -step, bounds)
    case 'ArrowRight':
    case 'ArrowUp':
      return dragWindow(window, part, 0, step, bounds)
    case 'PageUp':
      return panBy(window, 1, bounds)
    case 'PageDown':
      return panBy(window, -1, bounds)
    case 'Home':
      return part === 'right' ? null : dragWindow(window, part, window.t0, bounds.t0, bounds)
    case 'End':
      return part === 'left' ? null : dragWindow(window, part, window.t1, bounds.t1, bounds)
    default:
      return null
  }
}

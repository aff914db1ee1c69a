/**
 * The keyboard's cursor in a plot: which moment a key leads to. Pure, so that every key is a test.
 */
import type { Seconds } from '../kernel/units.ts'
import type { ChartView } from './chart.ts'

export type CursorMove =
  | { readonly kind: 'to'; readonly time: Seconds }
  /** Beyond the edge of the view: the view moves along. */
  | { readonly kind: 'scroll'; readonly time: Seconds; readonly t0: Seconds; readonly t1: Seconds }
  | { readonly kind: 'series'; readonly step: 1 | -1 }
  /** One end of a range. */
  | { readonly kind: 'mark' }
  | { readonly kind: 'leave' }

/** The step of an arrow: at least a pixel's worth of time, so that a thousand rows a pixel do not take a thousand keys. */
export interface CursorSteps {
  readonly neighbour: (time: Seconds, direction: 1 | -1) => Seconds | null
  /** Seconds a pixel. */
  readonly grain: Seconds
}

/** Null for keys that mean nothing here and go on to the timeline. */
export function moveCursor(key: string, view: ChartView, steps: CursorSteps): CursorMove | null {
  const span = view.t1 - view.t0
  const at = view.cursor ?? view.t0
  switch (key) {
    case 'ArrowRight':
      return shown(nextAt(at, 1, steps), view)
    case 'ArrowLeft':
      return shown(nextAt(at, -1, steps), view)
    case 'ArrowUp':
      return { kind: 'series', step: -1 }
    case 'ArrowDown':
      return { kind: 'series', step: 1 }
    case 'Home':
      return { kind: 'to', time: view.t0 }
    case 'End':
      return { kind: 'to', time: view.t1 }
    case 'PageDown':
      return { kind: 'scroll', time: at + span, t0: view.t0 + span, t1: view.t1 + span }
    case 'PageUp':
      return { kind: 'scroll', time: at - span, t0: view.t0 - span, t1: view.t1 - span }
    case 'Enter':
      return { kind: 'mark' }
    case 'Escape':
      return { kind: 'leave' }
    default:
      return null
  }
}

/** The next change of the data, but at least a pixel away. */
function nextAt(at: Seconds, direction: 1 | -1, { neighbour, grain }: CursorSteps): Seconds {
  const next = neighbour(at, direction)
  const least = at + direction * grain
  if (next === null) return at
  return direction === 1 ? Math.max(next, least) : Math.min(next, least)
}

function shown(time: Seconds, view: ChartView): CursorMove {
  if (time >= view.t0 && time <= view.t1) return { kind: 'to', time }
  // A quarter of a screen further, so that the cursor is not left at the very edge.
  const shift = time > view.t1 ? time - view.t1 + (view.t1 - view.t0) / 4 : time - view.t0 - (view.t1 - view.t0) / 4
  return { kind: 'scroll', time, t0: view.t0 + shift, t1: view.t1 + shift }
}

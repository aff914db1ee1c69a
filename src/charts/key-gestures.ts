/**
 * What a key does to the timeline. Letters by their place on the keyboard (`code`), so that W A S D lie together on every
 * layout; a held key repeats.
 */
import type { ChartView } from './chart.ts'
import { fitTo, panBy, type Range, zoomAt } from './zoom.ts'

export type KeyGesture = { readonly kind: 'view'; readonly range: Range } | { readonly kind: 'clear' }

/** A key shows 3/4 of the time; its opposite takes it back: 4/3. */
const zoomIn = 0.75
const zoomOut = 1 / zoomIn
/** A tenth of the width, Perfetto's first step. */
const panShare = 0.1

export function keyGesture(
  key: { readonly key: string; readonly code: string },
  { view, bounds }: { readonly view: ChartView; readonly bounds: Range },
): KeyGesture | null {
  // Zoom keeps the cursor in place while it can be seen, otherwise the middle.
  const isCursorShown = view.cursor !== null && view.cursor >= view.t0 && view.cursor <= view.t1
  const at = isCursorShown && view.cursor !== null ? view.cursor : (view.t0 + view.t1) / 2
  const show = (range: Range): KeyGesture => ({ kind: 'view', range: { t0: range.t0, t1: range.t1 } })
  switch (key.key) {
    case '+':
    case '=':
      return show(zoomAt(view, at, zoomIn, bounds))
    case '-':
      return show(zoomAt(view, at, zoomOut, bounds))
    case '0':
      return show(bounds)
    case 'ArrowLeft':
      return show(panBy(view, -panShare, bounds))
    case 'ArrowRight':
      return show(panBy(view, panShare, bounds))
    case 'Escape':
      return { kind: 'clear' }
  }
  switch (key.code) {
    case 'KeyW':
      return show(zoomAt(view, at, zoomIn, bounds))
    case 'KeyS':
      return show(zoomAt(view, at, zoomOut, bounds))
    case 'KeyA':
      return show(panBy(view, -panShare, bounds))
    case 'KeyD':
      return show(panBy(view, panShare, bounds))
    case 'KeyF':
      return show(fitTo(view.selection, bounds))
    default:
      return null
  }
}

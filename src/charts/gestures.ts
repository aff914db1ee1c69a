/**
 * Pointer, wheel, touch and keys of the timeline: Perfetto's grammar.
 *
 * Ctrl or ⌘ + wheel and trackpad pinch zoom at the pointer; Shift + wheel and horizontal wheel pan; a plain wheel scrolls the
 * page. Drag selects, Shift + drag pans; one finger pans, two zoom, a tap sets the cursor, a long press selects. W S A D by physical key, gliding while held,
 * + − F 0, arrows and Esc, only while the focus is inside the timeline and not in a field.
 */
import { type RefObject, useEffect, useRef } from 'react'
import type { Seconds } from '../kernel/units.ts'
import { createFrame } from './canvas-layer.ts'
import type { ChartCallbacks, ChartView } from './chart.ts'
import { createGliding, isHeldKey } from './held-keys.ts'
import { keyGesture } from './key-gestures.ts'
import { ordered, panBy, pinch, type Range, within, zoomAt } from './zoom.ts'

export interface GestureTarget extends ChartCallbacks {
  /** Letters alone do nothing: W S A D F. */
  readonly lettersOff?: boolean
  readonly view: ChartView
  readonly bounds: Range
}

/** A drag shorter than this is a click. */
const clickPixels = 4
/** Half the width of a selection's grip. */
const EDGE = 5
/** A finger that rests this long begins a selection, ms. */
const LONG_PRESS = 200

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** 3 % of zoom for each doubling of the wheel's delta: log2(1 + |Δ|) makes notched mice and trackpads feel alike. */
const zoomPerDoubling = 1.03

export function useGestures(element: RefObject<HTMLElement | null>, target: GestureTarget): void {
  const latest = useRef(target)
  useEffect(() => {
    latest.current = target
  })
  useEffect(() => {
    const root = element.current
    if (root === null) return
    return attachGestures(root, () => latest.current)
  }, [element])
}

type Press =
  | { readonly kind: 'select'; readonly from: Seconds; readonly x: number; isDrag: boolean }
  | { readonly kind: 'pan'; readonly x: number; readonly view: Range; isDrag: boolean }
  | { readonly kind: 'touch'; view: Range; places: Map<number, number>; from: Map<number, number>; isDrag: boolean }

/** Returns what takes the listeners off again. */
function attachGestures(root: HTMLElement, read: () => GestureTarget): () => void {
  const frame = createFrame()
  let press: Press | null = null
  let longPress: ReturnType<typeof setTimeout> | undefined
  const gliding = createGliding({
    read,
    show: (range) => read().onView(range),
    nextFrame: (work) => requestAnimationFrame(work),
    cancelFrame: (handle) => cancelAnimationFrame(handle),
  })

  /** Box of the plots: they share their left edge and width. */
  const plotBox = (): DOMRect | null => root.querySelector('[data-plot]')?.getBoundingClientRect() ?? null
  const isInPlot = (event: Event): boolean =>
    event.target instanceof Element && event.target.closest('[data-plot]') !== null
  const shareOf = (clientX: number, box: DOMRect): number => (clientX - box.left) / box.width
  const timeAt = (clientX: number, box: DOMRect): Seconds => {
    const { view } = read()
    const share = Math.min(1, Math.max(0, shareOf(clientX, box)))
    return view.t0 + share * (view.t1 - view.t0)
  }

  /** The other end of the selection, where the pointer is on one of its edges: dragging an edge adjusts it. */
  const grabbedEdge = (clientX: number, box: DOMRect): Seconds | null => {
    const { view } = read()
    if (view.selection === null) return null
    const [from, until] = view.selection
    const pixel = (time: Seconds): number => box.left + ((time - view.t0) / (view.t1 - view.t0)) * box.width
    if (Math.abs(clientX - pixel(from)) <= EDGE) return until
    return Math.abs(clientX - pixel(until)) <= EDGE ? from : null
  }

  const onWheel = (event: WheelEvent): void => {
    const box = plotBox()
    if (box === null || box.width === 0) return
    const { view, bounds, onView } = read()
    // Shift + wheel is horizontal in some browsers and vertical in others.
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      const factor = zoomPerDoubling ** (Math.sign(event.deltaY) * Math.log2(1 + Math.abs(event.deltaY)))
      onView(zoomAt(view, timeAt(event.clientX, box), factor, bounds))
    } else if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      event.preventDefault()
      onView(panBy(view, across / box.width, bounds))
    }
  }

  const onDown = (event: PointerEvent): void => {
    const box = plotBox()
    if (box === null || !isInPlot(event) || event.button > 1) return
    const { view } = read()
    if (event.pointerType === 'touch') {
      if (press?.kind !== 'touch') press = { kind: 'touch', view, places: new Map(), from: new Map(), isDrag: false }
      press.places.set(event.pointerId, shareOf(event.clientX, box))
      // A finger more or less starts a new gesture from what is shown.
      press.view = view
      press.from = new Map(press.places)
      // A finger that rests selects; one that moves pans.
      clearTimeout(longPress)
      const from = timeAt(event.clientX, box)
      const x = event.clientX
      longPress = setTimeout(() => {
        if (press?.kind !== 'touch' || press.isDrag || press.places.size !== 1) return
        press = { kind: 'select', from, x, isDrag: false }
        read().onCursor(from)
      }, LONG_PRESS)
    } else if (event.shiftKey || event.button === 1) {
      press = { kind: 'pan', x: event.clientX, view, isDrag: false }
    } else {
      press = {
        kind: 'select',
        from: grabbedEdge(event.clientX, box) ?? timeAt(event.clientX, box),
        x: event.clientX,
        isDrag: false,
      }
    }
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId)
  }

  const onMove = (event: PointerEvent): void => {
    const box = plotBox()
    if (box === null) return
    const { clientX } = event
    if (press?.kind === 'touch') press.places.set(event.pointerId, shareOf(clientX, box))
    const isInside = isInPlot(event)
    frame.ask(() => {
      const { onCursor, onSelect, onView, bounds } = read()
      if (press === null) {
        if (isInside) onCursor(timeAt(clientX, box))
        return
      }
      if (press.kind === 'touch') {
        press.isDrag ||= farthestMove(press) * box.width > clickPixels
        if (press.isDrag) onView(touched(press, bounds))
        return
      }
      press.isDrag ||= Math.abs(clientX - press.x) > clickPixels
      if (!press.isDrag) return
      if (press.kind === 'pan') onView(panBy(press.view, (press.x - clientX) / box.width, bounds))
      else {
        onCursor(timeAt(clientX, box))
        onSelect(ordered(press.from, timeAt(clientX, box)))
      }
    })
  }

  const onUp = (event: PointerEvent): void => {
    clearTimeout(longPress)
    const ended = press
    if (ended === null) return
    if (ended.kind === 'touch') {
      ended.places.delete(event.pointerId)
      ended.from = new Map(ended.places)
      ended.view = read().view
      if (ended.places.size > 0) return
    }
    press = null
    const box = plotBox()
    if (ended.isDrag || box === null || event.type === 'pointercancel') return
    // A click clears the selection and leaves the cursor where it was made.
    read().onCursor(timeAt(event.clientX, box))
    if (read().view.selection !== null) read().onSelect(null)
  }

  const onLeave = (): void => {
    frame.cancel()
    if (press === null) read().onCursor(null)
  }

  const onKey = (event: KeyboardEvent): void => {
    const { target } = event
    const isField =
      target instanceof Element && target.closest('input, select, textarea, [contenteditable], dialog') !== null
    if (event.defaultPrevented || isField || event.ctrlKey || event.metaKey || event.altKey) return
    if (read().lettersOff && /^Key/.test(event.code)) return
    if (isHeldKey(event.code) && !isCalm()) {
      event.preventDefault()
      gliding.press(event.code)
      return
    }
    const gesture = keyGesture(event, read())
    if (gesture === null) return
    event.preventDefault()
    if (gesture.kind === 'view') read().onView(gesture.range)
    else {
      read().onSelect(null)
      read().onCursor(null)
    }
  }

  const onKeyUp = ({ code }: KeyboardEvent): void => {
    if (isHeldKey(code)) gliding.release(code)
  }
  // The key comes up elsewhere: nobody would let go of it here.
  const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) gliding.stop()
  }

  const listeners: readonly (readonly [string, (event: never) => void, AddEventListenerOptions?])[] = [
    // Not passive: a zoom must keep the page from zooming.
    ['wheel', onWheel, { passive: false }],
    ['pointerdown', onDown],
    ['pointermove', onMove],
    ['pointerup', onUp],
    ['pointercancel', onUp],
    ['pointerleave', onLeave],
    ['keydown', onKey],
    ['keyup', onKeyUp],
    ['focusout', onFocusOut],
  ]
  for (const [type, listener, options] of listeners) root.addEventListener(type, listener as EventListener, options)
  return () => {
    frame.cancel()
    gliding.stop()
    clearTimeout(longPress)
    for (const [type, listener, options] of listeners)
      root.removeEventListener(type, listener as EventListener, options)
  }
}

/** The longest way of a finger, as a share of the width. */
function farthestMove({ places, from }: Extract<Press, { kind: 'touch' }>): number {
  let farthest = 0
  for (const [id, share] of places) farthest = Math.max(farthest, Math.abs(share - (from.get(id) ?? share)))
  return farthest
}

/** What is shown after the fingers moved: one finger pans, two hold their moments under them. */
function touched(press: Extract<Press, { kind: 'touch' }>, bounds: Range): Range {
  const span = press.view.t1 - press.view.t0
  const fingers = [...press.places].map(([id, share]) => ({ share, was: press.from.get(id) ?? share }))
  if (fingers.length < 2) return panBy(press.view, fingers.length === 0 ? 0 : fingers[0].was - fingers[0].share, bounds)
  const [a, b] = fingers
  const timeOf = (share: number): Seconds => press.view.t0 + share * span
  return within(pinch([timeOf(a.was), timeOf(b.was)], [a.share, b.share], bounds), bounds)
}

/**
 * Letters held down: W S A D move at once by one step, then faster the longer they are held, and the picture glides to where
 * they lead. With reduced motion there is no gliding: each key press is a step (key-gestures.ts).
 */
import type { ChartView } from './chart.ts'
import { panBy, type Range, zoomAt } from './zoom.ts'

export type HeldKey = 'KeyW' | 'KeyS' | 'KeyA' | 'KeyD'

export const isHeldKey = (code: string): code is HeldKey => ['KeyW', 'KeyS', 'KeyA', 'KeyD'].includes(code)

/** Held shorter than this is one step, ms. */
const TAP = 150
/** Steps a second at first, and how many more for each second held; never more than the cap. */
const FIRST_RATE = 4
const RATE_GAIN = 10
const MOST_RATE = 14

/** Steps that a key held for `ms` has made: one at once, then at a rate that grows to its cap. */
export function stepsHeld(ms: number): number {
  const held = Math.max(0, ms - TAP) / 1000
  const growing = Math.min(held, (MOST_RATE - FIRST_RATE) / RATE_GAIN)
  return 1 + FIRST_RATE * growing + (RATE_GAIN / 2) * growing * growing + MOST_RATE * (held - growing)
}

/** A step shows 3/4 of the time, or moves by a tenth of the width, as one press does. */
const ZOOM = 0.75
const PAN = 0.1

/** Where `steps` steps of a key lead, about the cursor while it is in sight. Steps need not be whole. */
export function movedBy(
  key: HeldKey,
  steps: number,
  range: Range,
  { cursor }: Pick<ChartView, 'cursor'>,
  bounds: Range,
): Range {
  const isSeen = cursor !== null && cursor >= range.t0 && cursor <= range.t1
  const at = isSeen ? cursor : (range.t0 + range.t1) / 2
  switch (key) {
    case 'KeyW':
      return zoomAt(range, at, power(ZOOM, steps), bounds)
    case 'KeyS':
      return zoomAt(range, at, power(1 / ZOOM, steps), bounds)
    case 'KeyA':
      return panBy(range, -PAN * steps, bounds)
    case 'KeyD':
      return panBy(range, PAN * steps, bounds)
  }
}

const power = (base: number, exponent: number): number => base ** exponent

/** What is shown a frame later on the way to `target`: four tenths of what is left, so that it settles in some 150 ms. */
export const eased = (shown: Range, target: Range): Range => ({
  t0: shown.t0 + 0.4 * (target.t0 - shown.t0),
  t1: shown.t1 + 0.4 * (target.t1 - shown.t1),
})

/** Nearer than a ten-thousandth of the width nobody sees a difference. */
const isThere = (shown: Range, target: Range): boolean =>
  Math.abs(shown.t0 - target.t0) + Math.abs(shown.t1 - target.t1) < 1e-4 * (target.t1 - target.t0)

export interface Gliding {
  press(key: HeldKey): void
  release(key: HeldKey): void
  /** Lets go of all keys and stands still. */
  stop(): void
}

interface GlidingParts {
  readonly read: () => { readonly view: ChartView; readonly bounds: Range }
  readonly show: (range: Range) => void
  readonly nextFrame: (work: (now: number) => void) => number
  readonly cancelFrame: (handle: number) => void
}

export function createGliding({ read, show, nextFrame, cancelFrame }: GlidingParts): Gliding {
  const held = new Map<HeldKey, { since: number; steps: number }>()
  let target: Range | null = null
  let shown: Range | null = null
  let frame = 0

  function tick(now: number): void {
    const { view, bounds } = read()
    shown ??= view
    target ??= view
    for (const [key, press] of held) {
      if (press.since === 0) press.since = now
      const steps = stepsHeld(now - press.since)
      target = movedBy(key, steps - press.steps, target, view, bounds)
      press.steps = steps
    }
    shown = isThere(shown, target) ? target : eased(shown, target)
    show(shown)
    if (held.size > 0 || shown !== target) frame = nextFrame(tick)
    else rest()
  }

  function rest(): void {
    frame = 0
    target = null
    shown = null
  }

  return {
    press(key) {
      if (held.has(key)) return
      held.set(key, { since: 0, steps: 0 })
      if (frame === 0) frame = nextFrame(tick)
    },
    release(key) {
      // Let go before the first frame: it still is a step.
      const press = held.get(key)
      if (press?.steps === 0) {
        const { view, bounds } = read()
        target = movedBy(key, 1, target ?? view, view, bounds)
      }
      held.delete(key)
    },
    stop() {
      held.clear()
      cancelFrame(frame)
      rest()
    },
  }
}

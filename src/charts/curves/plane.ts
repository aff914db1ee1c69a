/** What a figure over two value axes is made of: its frame, and the places a pointer or the keyboard can stand on. */
import type { ValueAxis } from './value-axis.ts'

/** CSS pixels; the plot lies inside the margins. */
export interface Frame {
  readonly width: number
  readonly height: number
  /** Room for the labels of the vertical axis. */
  readonly left: number
}

const margins = { top: 10, right: 16, bottom: 40 } as const

/** Figures need about 64 px; names of options as much as they are long, but never more than a third of the figure. */
export function leftMargin(width: number, names: readonly string[] | undefined): number {
  const longest = Math.max(0, ...(names ?? []).map((name) => name.length))
  return Math.round(Math.max(64, Math.min(width / 3, 30 + longest * LETTER)))
}

/** Width of a letter of an axis label, on average. */
export const LETTER = 6.3

export const plotX = ({ width, left }: Frame): readonly [number, number] => [
  left,
  Math.max(left + 40, width - margins.right),
]
/** Upwards: the first pixel is that of the smallest value. */
export const plotY = ({ height }: Frame): readonly [number, number] => [height - margins.bottom, margins.top]

/** A place with words. `key` tells the owner which point it is. */
export interface PlaneTarget {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly words: string
}

export interface PlaneAxes {
  readonly x: ValueAxis
  readonly y: ValueAxis
}

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/**
 * The next place in a direction: the nearest by distance along the direction plus twice the distance across it, so that an
 * arrow follows a curve or a row of cells. The same place where there is none.
 */
export function nextTarget(targets: readonly PlaneTarget[], from: number, direction: Direction): number {
  const here = targets[from]
  if (!here) return 0
  let best = from
  let shortest = Number.POSITIVE_INFINITY
  for (const [place, { x, y }] of targets.entries()) {
    const dx = x - here.x
    const dy = y - here.y
    const isAcross = direction === 'ArrowUp' || direction === 'ArrowDown'
    const along = direction === 'ArrowLeft' ? -dx : direction === 'ArrowRight' ? dx : direction === 'ArrowUp' ? -dy : dy
    // Half a pixel: points of two arms at one value of the knob are above each other, not beside.
    if (place === from || along <= 0.5) continue
    const distance = along + 2 * Math.abs(isAcross ? dx : dy)
    if (distance < shortest) {
      shortest = distance
      best = place
    }
  }
  return best
}

/** The place nearest to a pixel; −1 where none is within `reach`. */
export function targetAt(targets: readonly PlaneTarget[], x: number, y: number, reach: number): number {
  let best = -1
  let shortest = reach
  for (const [place, target] of targets.entries()) {
    const dx = target.x - x
    const dy = target.y - y
    const distance = Math.sqrt(dx * dx + dy * dy)
    if (distance <= shortest) {
      shortest = distance
      best = place
    }
  }
  return best
}

/** The bar of one gain: from 1 to the gain, its interval as a line with ends, arrows where it goes on, the claimed range behind it. */
import type { Theme } from '../../ui/theme.ts'
import type { PaintContext } from '../chart.ts'
import { type ClaimedGain, type GainAxis, type GainRow, gainX, openEnds, type Side, sideOf } from './gains.ts'

export interface GainsLook {
  readonly axis: GainAxis
  readonly height: number
  readonly claimed: ClaimedGain | null
  readonly theme: Theme
}

/** An end of an interval is so high, an arrow so long, CSS pixels. */
const CAP = 5
const ARROW = 6

export function paintGain(ctx: PaintContext, row: GainRow, look: GainsLook): void {
  const { axis, height, claimed, theme } = look
  if (claimed) paintClaimed(ctx, claimed, look)
  const one = Math.round(gainX(axis, 1))
  ctx.fillStyle = theme.soft
  ctx.fillRect(one, 0, 1, height)
  const { gain, spread } = row
  if (gain === null || spread === null) return
  const middle = height / 2
  const colour = colourOf(theme, sideOf(row))
  const x = gainX(axis, gain)
  ctx.fillStyle = colour
  ctx.globalAlpha = 0.35
  ctx.fillRect(Math.min(one, x), middle - 5, Math.abs(x - one), 10)
  ctx.globalAlpha = 1
  const left = gainX(axis, spread[0])
  const right = gainX(axis, spread[1])
  const ends = openEnds(row, axis)
  ctx.fillRect(left, middle - 1, right - left, 2)
  paintEnd(ctx, { x: left, middle, turn: -1, isOpen: ends.left, edge: axis.width })
  paintEnd(ctx, { x: right, middle, turn: 1, isOpen: ends.right, edge: axis.width })
  ctx.fillRect(x - 2, middle - 5, 4, 10)
}

/** Solid where it was claimed, pale as far as a size counts as comparable. */
function paintClaimed(
  ctx: PaintContext,
  { low, high, widened }: ClaimedGain,
  { axis, height, theme }: GainsLook,
): void {
  ctx.fillStyle = theme.accent
  ctx.globalAlpha = 0.1
  const [from, until] = [gainX(axis, widened[0]), gainX(axis, widened[1])]
  ctx.fillRect(from, 0, until - from, height)
  ctx.globalAlpha = 0.3
  // One number is a line.
  const [start, end] = [gainX(axis, low), gainX(axis, high)]
  ctx.fillRect(low === high ? start - 1 : start, 0, Math.max(2, end - start), height)
  ctx.globalAlpha = 1
}

interface End {
  readonly x: number
  readonly middle: number
  readonly turn: 1 | -1
  readonly isOpen: boolean
  /** Width of the plot: an arrow lies within it. */
  readonly edge: number
}

function paintEnd(ctx: PaintContext, { x, middle, turn, isOpen, edge }: End): void {
  if (!isOpen) {
    ctx.fillRect(x - 1, middle - CAP, 2, 2 * CAP)
    return
  }
  const tip = Math.min(edge, Math.max(0, x + turn * ARROW))
  const back = tip - turn * ARROW
  ctx.beginPath()
  ctx.moveTo(tip, middle)
  ctx.lineTo(back, middle - CAP)
  ctx.lineTo(back, middle + CAP)
  ctx.closePath()
  ctx.fill()
}

export function colourOf(theme: Theme, side: Side): string {
  switch (side) {
    case 'better':
      return theme.good
    case 'worse':
      return theme.colour('preempted')
    default:
      return theme.soft
  }
}

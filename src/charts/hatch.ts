/**
 * Diagonal lines over what was just filled: the sign of a second state of the same colour. Lines are anchored at the plot's
 * origin, so that neighbouring marks share one pattern, and are 6 px apart.
 */
import type { PaintContext } from './chart.ts'

export interface Box {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

/** Hatches the current path inside `box`; the path is left as it was. */
export function hatchPath(ctx: PaintContext, box: Box, colour: string): void {
  const height = box.y1 - box.y0
  ctx.save()
  ctx.clip()
  ctx.beginPath()
  for (let x = Math.floor((box.x0 - height) / 6) * 6; x < box.x1; x += 6) {
    ctx.moveTo(x, box.y1)
    ctx.lineTo(x + height, box.y0)
  }
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.5
  ctx.stroke()
  ctx.restore()
}

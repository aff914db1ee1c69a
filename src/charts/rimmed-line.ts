/** A thin line over marks of any colour: a rim in the ground's colour keeps it apart from those as dark as itself. */
import type { Theme } from '../ui/theme.ts'
import type { PaintContext } from './chart.ts'

/** Strokes the current path. */
export function strokeRimmed(ctx: PaintContext, colour: string, theme: Theme): void {
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = 3.5
  ctx.stroke()
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.6
  ctx.stroke()
}

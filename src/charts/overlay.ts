/** Crosshair and selection of a plot, in the view all charts share. */
import type { Theme } from '../ui/theme.ts'
import type { ChartView, PaintContext } from './chart.ts'
import { timeToX } from './time-scale.ts'

export function paintOverlay(
  ctx: PaintContext,
  view: ChartView,
  size: { width: number; height: number },
  theme: Theme,
): void {
  const extent = { t0: view.t0, t1: view.t1, width: size.width }
  if (view.selection !== null) {
    const left = timeToX(extent, view.selection[0])
    const right = timeToX(extent, view.selection[1])
    ctx.globalAlpha = 0.12
    ctx.fillStyle = theme.accent
    ctx.fillRect(left, 0, right - left, size.height)
    ctx.globalAlpha = 1
    ctx.fillRect(Math.round(left), 0, 1, size.height)
    ctx.fillRect(Math.round(right) - 1, 0, 1, size.height)
  }
  if (view.life) {
    const left = timeToX(extent, view.life[0])
    const right = Math.max(left + 1, timeToX(extent, view.life[1]))
    // A bracket: a line along the top, and both ends all the way down.
    ctx.fillStyle = theme.accent
    ctx.fillRect(left, 0, right - left, 2)
    ctx.globalAlpha = 0.45
    ctx.fillRect(Math.round(left), 0, 1, size.height)
    ctx.fillRect(Math.round(right) - 1, 0, 1, size.height)
    ctx.globalAlpha = 1
  }
  for (const { at, until } of view.notes ?? []) {
    ctx.fillStyle = theme.warn
    ctx.globalAlpha = 0.7
    for (const time of until === undefined ? [at] : [at, until]) {
      if (time >= view.t0 && time <= view.t1) ctx.fillRect(Math.round(timeToX(extent, time)), 0, 1, size.height)
    }
    ctx.globalAlpha = 1
  }
  if (view.cursor !== null && view.cursor >= view.t0 && view.cursor <= view.t1) {
    const x = Math.round(timeToX(extent, view.cursor))
    // A rim in the ground's colour keeps the line visible over marks as dark as itself.
    ctx.globalAlpha = 0.6
    ctx.fillStyle = theme.ground
    ctx.fillRect(x - 1, 0, 3, size.height)
    ctx.globalAlpha = 1
    ctx.fillStyle = theme.ink
    ctx.fillRect(x, 0, 1, size.height)
  }
}

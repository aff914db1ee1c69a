/**
 * A fork and what it was forked from share a past. It is drawn once, in grey, in the strip of the base; the strip of the fork
 * begins where the two part, with a line in the colour of its arm.
 */
import type { Seconds } from '../../kernel/units.ts'
import type { ChartModel, PaintContext, PlotView } from '../chart.ts'
import { timeToX } from '../time-scale.ts'
import { splitRaster } from './raster.ts'

/** The base of a fork: `past`, the same chart in greys, up to `until`. */
export function withGreyPast(model: ChartModel, past: ChartModel, until: Seconds): ChartModel {
  if (model.empty !== null) return model
  return {
    ...model,
    paint: (ctx, view) => {
      const x = forkX(view, until)
      between(ctx, view, 0, x, () => past.paint(ctx, view))
      between(ctx, view, x, view.width, () => model.paint(ctx, view))
    },
    raster: (view) => splitRaster(past.raster(view), model.raster(view), forkX(view, until) / view.width),
  }
}

/** The fork: nothing before `from`, in whose place `words` stand. The figures of the past are its own as well, and stay. */
export function withoutPast(
  model: ChartModel,
  { from, words, colour }: { readonly from: Seconds; readonly words: string; readonly colour: string },
): ChartModel {
  if (model.empty !== null) return model
  return {
    ...model,
    paint: (ctx, view) => {
      const x = forkX(view, from)
      between(ctx, view, x, view.width, () => model.paint(ctx, view))
      if (from < view.t0 || from > view.t1) return
      ctx.fillStyle = colour
      ctx.fillRect(Math.round(x) - 1, 0, 2, view.height)
    },
    raster: (view) => splitRaster(null, model.raster(view), forkX(view, from) / view.width),
    hitTest: (x, y, view) => {
      const hit = model.hitTest(x, y, view)
      return hit !== null && hit.time < from ? { ...hit, label: `${words}: ${hit.label}` } : hit
    },
    describe: (view) => {
      if (view.t0 >= from) return model.describe(view)
      if (view.t1 <= from) return `${words}.`
      return `${words}; then ${model.describe({ ...view, t0: from })}`
    },
  }
}

const forkX = (view: PlotView, time: Seconds): number => Math.min(view.width, Math.max(0, timeToX(view, time)))

/** Paints what lies between two pixels; not at all where that is nothing. */
function between(ctx: PaintContext, view: PlotView, x0: number, x1: number, paint: () => void): void {
  if (x1 <= x0) return
  ctx.save()
  ctx.beginPath()
  ctx.rect(x0, 0, x1 - x0, view.height)
  ctx.clip()
  paint()
  ctx.restore()
}

/**
 * A chart drawn pale: painted in its own colours and blended toward the ground once, as a whole. Layers that are each
 * transparent would mix with those behind them into colours that no state has.
 */
import type { Theme } from '../../ui/theme.ts'
import type { ChartModel } from '../chart.ts'

/** Share of the ground in what is seen: 0.4 leaves the darkest hue a contrast of 3 on either ground. */
const GROUND = 0.4

export function ghostOf(model: ChartModel, theme: Theme): ChartModel {
  return {
    ...model,
    paint: (ctx, view) => {
      model.paint(ctx, view)
      ctx.globalAlpha = GROUND
      ctx.fillStyle = theme.ground
      ctx.fillRect(0, 0, view.width, view.height)
      ctx.globalAlpha = 1
    },
    raster: (view) => {
      const raster = model.raster(view)
      if (raster === null) return null
      const pixels = raster.pixels.slice()
      for (let alpha = 3; alpha < pixels.length; alpha += 4) pixels[alpha] *= 1 - GROUND
      return { ...raster, pixels }
    },
  }
}

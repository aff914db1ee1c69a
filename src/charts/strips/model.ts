/**
 * Several arms in one chart: a strip an arm, from the top, the baseline first. Any chart of one arm can be a strip: it paints
 * into its own box, and hit test, read-out, summary and table say whose they are. Time and, where values have no given end
 * (a capacity), the value axis are common, so that equal heights are equal values.
 */
import type { Seconds } from '../../kernel/units.ts'
import type { Theme } from '../../ui/theme.ts'
import type { ArmIdentity, ChartModel, LegendEntry, PaintContext, PlotView } from '../chart.ts'
import { headlineOf } from '../headline.ts'
import { heightOfStrips, layStrips, type Strip, stripAt } from './layout.ts'
import { stackRasters } from './raster.ts'
import { stackTables } from './tables.ts'

export interface ArmStrip extends ArmIdentity {
  readonly model: ChartModel
  /** Said in the plot where it has no marks of its own, up to a moment; nothing where absent. */
  readonly before?: { readonly words: string; readonly until: Seconds }
}

/** One arm alone is its own chart; arms that all have nothing say so once. */
export function stripsModel(arms: readonly ArmStrip[], theme: Theme): ChartModel {
  const drawn = arms.filter(({ model }) => model.empty === null)
  if (arms.length < 2 || drawn.length === 0) return arms[0].model
  const first = drawn[0].model
  const hasPlot = arms.map(({ model }) => model.empty === null)
  const provenances = new Set(drawn.map(({ model }) => model.provenance))

  /** The strips of a view, each with the view of its own chart. */
  const lay = (view: PlotView): readonly (Strip & { readonly view: PlotView })[] => {
    const boxes = layStrips(hasPlot, view.height)
    const own = boxes.map(({ y0, y1 }) => ({ ...view, height: y1 - y0 }))
    const top = Math.max(0, ...arms.map(({ model }, i) => (hasPlot[i] ? (model.top?.(own[i]) ?? 0) : 0)))
    return boxes.map((box, i) => ({ ...box, view: top > 0 ? { ...own[i], top } : own[i] }))
  }

  return {
    ...first,
    // Where arms differ each says its own, in its summary.
    provenance: provenances.size === 1 ? first.provenance : null,
    height: heightOfStrips(first.height, hasPlot),
    legend: legendOf(drawn),
    strips: (view) =>
      layStrips(hasPlot, view.height).map((box, i) => {
        const { key, label, place, model, before } = arms[i]
        const room = before === undefined ? 1 : (before.until - view.t0) / (view.t1 - view.t0)
        return {
          ...{ key, label, place, ...box },
          // Its first clause: a line has room for one, on a phone as well.
          words: before?.words ?? model.empty?.split(':')[0] ?? '',
          room: Math.min(1, Math.max(0, room)),
        }
      }),
    paint: (ctx, view) => {
      lay(view).forEach((strip, i) => {
        if (i > 0) paintRule(ctx, strip.y0, view.width, theme)
        if (hasPlot[i]) paintIn(ctx, strip, () => arms[i].model.paint(ctx, strip.view))
      })
    },
    raster: (view) => {
      const strips = lay(view)
      const rasters = arms.map(({ model }, i) => (hasPlot[i] ? model.raster(strips[i].view) : null))
      return stackRasters(rasters, strips, view.height)
    },
    axis: (view) =>
      lay(view).flatMap(({ y0, y1, view: own }, i) => {
        const ticks = hasPlot[i] ? arms[i].model.axis(own) : []
        // A label is 12 px high and stands within its own strip.
        return ticks.map(({ y, label }) => ({ y: y0 + Math.min(y1 - y0 - 6, Math.max(6, y)), label }))
      }),
    hitTest: (x, y, view) => {
      const strips = lay(view)
      const at = stripAt(strips, y)
      if (at < 0 || !hasPlot[at]) return null
      const { key, label, model } = arms[at]
      const hit = model.hitTest(x, y - strips[at].y0, strips[at].view)
      return hit && { ...hit, label: `${label} · ${hit.label}`, arm: key }
    },
    readout: (time) =>
      drawn.flatMap(({ label, model }) => model.readout(time).map((line) => ({ ...line, arm: label }))),
    headline: (time) => {
      const lines = drawn.flatMap(({ label, model }) => {
        const own = headlineOf(model, time)
        return own === null ? [] : [`${label} ${own.text}`]
      })
      return { text: lines.join('\n') }
    },
    describe: (view) => {
      const strips = lay(view)
      return arms.map(({ label, model }, i) => `Arm ${label}: ${model.describe(strips[i].view)}`).join(' ')
    },
    table: (view) => {
      const strips = lay(view)
      return stackTables(arms.map(({ label, model }, i) => ({ label, table: model.table(strips[i].view) })))
    },
    neighbour: (time, direction) => nearest(drawn, time, direction),
  }
}

/** Every entry once, in the order of the arms. */
function legendOf(arms: readonly ArmStrip[]): readonly LegendEntry[] {
  const entries = new Map<string, LegendEntry>()
  for (const { model } of arms)
    for (const entry of model.legend) if (!entries.has(entry.name)) entries.set(entry.name, entry)
  return [...entries.values()]
}

/** Paints with the origin in the strip's corner, and nothing outside it. */
function paintIn(ctx: PaintContext, { y0, y1, view }: Strip & { readonly view: PlotView }, paint: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, y0, view.width, y1 - y0)
  ctx.clip()
  ctx.translate(0, y0)
  paint()
  ctx.restore()
}

/** In the middle of the gap above a strip. */
function paintRule(ctx: PaintContext, y0: number, width: number, theme: Theme): void {
  ctx.fillStyle = theme.rule
  ctx.fillRect(0, y0 - 4, width, 1)
}

/** The nearest moment at which any arm changes. */
function nearest(arms: readonly ArmStrip[], time: Seconds, direction: 1 | -1): Seconds | null {
  const moments = arms.flatMap(({ model }) => model.neighbour(time, direction) ?? [])
  if (moments.length === 0) return null
  return direction === 1 ? Math.min(...moments) : Math.max(...moments)
}

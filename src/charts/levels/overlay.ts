/**
 * Several arms of one smooth signal on one axis: a thin solid line each, in the colour of its arm, over the band from the
 * smallest to the largest value of each row. Everything but the picture is that of the strips.
 */
import type { LevelWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { ArmWindow, ChartModel, Hit, PaintContext, PlotView } from '../chart.ts'
import { levelLabel } from '../level-label.ts'
import { rowAt } from '../rows.ts'
import { areaBetween, lineOver } from '../step-path.ts'
import { timeToX, xToTime } from '../time-scale.ts'
import { valueTicks, valueToY } from '../value-scale.ts'
import { levelsTop } from './paint.ts'

export interface OverlaidArm extends ArmWindow<LevelWindow> {
  /** A fork begins here: before it there is nothing of its own. 0 for an arm that is no fork. */
  readonly from: Seconds
  /** Up to here it is the past of all, in grey. */
  readonly greyUntil: Seconds
}

const reach = 8

/** Arms of one series each: more lines than arms cannot be told apart. `strips` is the same chart, a strip an arm. */
export function overlaid(
  { strips: _, ...strips }: ChartModel,
  arms: readonly OverlaidArm[],
  theme: Theme,
  memory: MemoryUnit,
): ChartModel {
  const top = (view: PlotView): number =>
    Math.max(...arms.map(({ window }) => levelsTop({ window, form: 'lines' }, view)))
  const scaleOf = (view: PlotView) => ({ top: top(view), height: view.height })
  const shown = (view: PlotView): readonly OverlaidArm[] => arms.filter(({ label }) => !view.hidden.has(nameOf(label)))
  return {
    ...strips,
    height: HEIGHT,
    legend: arms.map(({ label, place }) => ({ name: nameOf(label), label, colour: theme.arm(place), line: 2 })),
    top,
    axis: (view) => valueTicks(scaleOf(view), arms[0].window.track.unit, memory),
    paint: (ctx, view) => {
      const drawn = shown(view)
      // Bands first; the baseline last, so that it lies on top.
      for (const part of [paintBand, paintLine])
        for (const arm of drawn.toReversed())
          paintArm(ctx, view, arm, theme, (y) => part(ctx, view, arm.window, y), top(view))
    },
    hitTest: (x, y, view) => hit(x, y, view, shown(view), top(view)),
  }
}

/** Lines that cross need more room than a line alone. */
const HEIGHT = 110

const nameOf = (label: string): string => `arm ${label}`

type ToY = (value: number) => number

/** Grey up to where it parts from its forks, in its own colour from there on. */
function paintArm(
  ctx: PaintContext,
  view: PlotView,
  { place, from, greyUntil }: OverlaidArm,
  theme: Theme,
  paint: (y: ToY) => void,
  top: number,
): void {
  const y: ToY = (value) => valueToY({ top, height: view.height }, value)
  const edge = (time: Seconds): number => Math.min(view.width, Math.max(0, timeToX(view, time)))
  const stretches = [
    { x0: edge(from), x1: edge(Math.max(from, greyUntil)), colour: theme.faint },
    { x0: edge(Math.max(from, greyUntil)), x1: view.width, colour: theme.arm(place) },
  ]
  for (const { x0, x1, colour } of stretches) {
    if (x1 <= x0) continue
    ctx.save()
    ctx.beginPath()
    ctx.rect(x0, 0, x1 - x0, view.height)
    ctx.clip()
    ctx.fillStyle = colour
    ctx.strokeStyle = colour
    paint(y)
    ctx.restore()
  }
}

function paintBand(ctx: PaintContext, view: PlotView, window: LevelWindow, y: ToY): void {
  ctx.beginPath()
  areaBetween(
    ctx,
    view,
    window,
    (row) => y(window.high[row]),
    (row) => y(window.low[row]),
  )
  ctx.globalAlpha = 0.18
  ctx.fill()
  ctx.globalAlpha = 1
}

function paintLine(ctx: PaintContext, view: PlotView, window: LevelWindow, y: ToY): void {
  ctx.beginPath()
  lineOver(ctx, view, window, (row) => y(window.mean[row]))
  ctx.lineWidth = 1.3
  ctx.stroke()
}

/** The nearest line within 8 px. */
function hit(x: number, y: number, view: PlotView, arms: readonly OverlaidArm[], top: number): Hit | null {
  const time = xToTime(view, x)
  let nearest: Hit | null = null
  let distance = reach
  for (const { key, label, window, from } of arms) {
    const row = rowAt(window, time)
    if (row < 0 || time < from) continue
    const value = window.mean[row]
    const away = Math.abs(valueToY({ top, height: view.height }, value) - y)
    if (away > distance || Number.isNaN(value)) continue
    distance = away
    nearest = { time, label: `${label} · ${levelLabel(window, 0, row)}`, item: -1, arm: key }
  }
  return nearest
}

/**
 * Any level track: batch and queue stacked, times (TTFT, ITL) as lines with a band from the smallest to the largest value
 * of each row. Several arms: the first series of each as a line, since more lines than arms cannot be told apart.
 */
import type { LevelWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import type { ArmWindow, PaintContext, PlotView } from '../chart.ts'
import { largestStack, paintArm, paintStack, paintTotal, strokeArm } from '../stack.ts'
import { areaBetween, lineOver } from '../step-path.ts'
import { niceTop, valueToY } from '../value-scale.ts'

export type LevelsForm = 'stacked' | 'lines'

export interface LevelsColumns {
  readonly arms: readonly ArmWindow<LevelWindow>[]
  readonly form: LevelsForm
}

export function levelsTop({ arms, form }: LevelsColumns, hidden: ReadonlySet<string>): number {
  let largest = 0
  for (const { window } of arms) {
    largest = Math.max(
      largest,
      form === 'stacked' ? largestStack(window, hidden) : largestLine(window, hidden, arms.length),
    )
  }
  return niceTop(largest)
}

export function paintLevels(ctx: PaintContext, view: PlotView, columns: LevelsColumns, theme: Theme): void {
  const { arms, form } = columns
  const top = levelsTop(columns, view.hidden)
  if (form === 'stacked') {
    paintArm(ctx, arms[0], () => paintStack(ctx, view, arms[0].window, top, theme))
    for (let arm = 1; arm < arms.length; arm++) {
      if (!view.hidden.has(`arm ${arms[arm].label}`))
        paintTotal(ctx, view, { window: arms[arm].window, index: arm, top }, theme)
    }
    return
  }
  if (arms.length === 1) paintLines(ctx, view, arms[0].window, top, theme)
  else paintArmLines(ctx, view, columns, top, theme)
}

/** Bands first, so that no band lies over another series' line. */
function paintLines(ctx: PaintContext, view: PlotView, window: LevelWindow, top: number, theme: Theme): void {
  const scale = { top, height: view.height }
  const { series } = window.track
  for (let s = 0; s < series.length; s++) {
    if (view.hidden.has(series[s])) continue
    const at = s * window.length
    ctx.beginPath()
    areaBetween(
      ctx,
      view,
      window,
      (row) => valueToY(scale, window.high[at + row]),
      (row) => valueToY(scale, window.low[at + row]),
    )
    ctx.globalAlpha = 0.2
    ctx.fillStyle = seriesStyle(theme, series[s], s).colour
    ctx.fill()
    ctx.globalAlpha = 1
  }
  for (let s = 0; s < series.length; s++) {
    if (view.hidden.has(series[s])) continue
    const style = seriesStyle(theme, series[s], s)
    const at = s * window.length
    ctx.beginPath()
    lineOver(ctx, view, window, (row) => valueToY(scale, window.mean[at + row]))
    ctx.setLineDash(lineDashes[s % lineDashes.length] as number[])
    ctx.strokeStyle = style.edge ?? style.colour
    ctx.lineWidth = 1.6
    ctx.stroke()
  }
  ctx.setLineDash([])
}

/** Dashes by series, so that lines differ without their colour. */
export const lineDashes: readonly (readonly number[])[] = [[], [5, 2], [2, 2], [7, 2, 2, 2]]

function paintArmLines(ctx: PaintContext, view: PlotView, { arms }: LevelsColumns, top: number, theme: Theme): void {
  const scale = { top, height: view.height }
  // The baseline is painted last and lies on top.
  for (let arm = arms.length - 1; arm >= 0; arm--) {
    const { window, label } = arms[arm]
    if (view.hidden.has(`arm ${label}`)) continue
    ctx.beginPath()
    lineOver(ctx, view, window, (row) => valueToY(scale, window.mean[row]))
    paintArm(ctx, arms[arm], () => strokeArm(ctx, arm, theme))
  }
}

/** With one arm the largest value of the bands; with several the largest mean of the first series. */
function largestLine(window: LevelWindow, hidden: ReadonlySet<string>, armCount: number): number {
  let largest = 0
  const seriesCount = armCount > 1 ? 1 : window.track.series.length
  const column = armCount > 1 ? window.mean : window.high
  for (let s = 0; s < seriesCount; s++) {
    if (hidden.has(window.track.series[s])) continue
    for (let i = s * window.length; i < (s + 1) * window.length; i++) if (column[i] > largest) largest = column[i]
  }
  return largest
}

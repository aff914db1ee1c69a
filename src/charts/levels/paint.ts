/**
 * Any level track: batch and queue stacked, times (TTFT, ITL) as lines with a band from the smallest to the largest value
 * of each row.
 */
import type { LevelWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { largestStack, paintStack } from '../stack.ts'
import { areaBetween, lineOver } from '../step-path.ts'
import { niceTop, valueToY } from '../value-scale.ts'

export type LevelsForm = 'stacked' | 'lines'

export interface LevelsColumns {
  readonly window: LevelWindow
  readonly form: LevelsForm
}

export function levelsTop({ window, form }: LevelsColumns, { hidden, top }: PlotView): number {
  return top ?? niceTop(form === 'stacked' ? largestStack(window, hidden) : largestLine(window, hidden))
}

export function paintLevels(ctx: PaintContext, view: PlotView, columns: LevelsColumns, theme: Theme): void {
  const top = levelsTop(columns, view)
  if (columns.form === 'stacked') paintStack(ctx, view, columns.window, top, theme)
  else paintLines(ctx, view, columns.window, top, theme)
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
    ctx.strokeStyle = style.edge ?? style.colour
    ctx.lineWidth = lineWidths[s % lineWidths.length]
    ctx.stroke()
  }
}

/** Widths by series, so that lines differ without their colour. Dashes would not: these signals jump from pixel to pixel. */
export const lineWidths: readonly number[] = [1.8, 1, 2.6, 1.4]

/** The largest value of the bands. */
function largestLine(window: LevelWindow, hidden: ReadonlySet<string>): number {
  let largest = 0
  for (let s = 0; s < window.track.series.length; s++) {
    if (hidden.has(window.track.series[s])) continue
    for (let i = s * window.length; i < (s + 1) * window.length; i++)
      if (window.high[i] > largest) largest = window.high[i]
  }
  return largest
}

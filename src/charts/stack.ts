/**
 * Step functions stacked on each other, as in occupancy and batch: painted from the top layer down, each to the ground line,
 * so that every layer costs one edge and neighbours have no seam between them.
 */
import type { LevelWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import { seriesStyle, type Theme } from '../ui/theme.ts'
import type { PaintContext, PlotView } from './chart.ts'
import { hatchPath } from './hatch.ts'
import { type Reading, sumReading } from './reading.ts'
import { firstRowIn } from './rows.ts'
import { areaUnder, lineOver } from './step-path.ts'
import { valueToY } from './value-scale.ts'

/** Series that are drawn: not switched off, and not `free`, which is what the others leave. */
export function stackedSeries(window: LevelWindow, hidden: ReadonlySet<string>): readonly number[] {
  const drawn: number[] = []
  window.track.series.forEach((name, s) => {
    if (name !== 'free' && !hidden.has(name)) drawn.push(s)
  })
  return drawn
}

/** Sum of the drawn series in a row, up to and with the `layers`-th of them. */
export function stackHeight(window: LevelWindow, drawn: readonly number[], layers: number, row: number): number {
  let total = 0
  for (let layer = 0; layer < layers; layer++) total += window.mean[drawn[layer] * window.length + row]
  return total
}

/** The largest stack of the whole window, hidden series left out. */
export function largestStack(window: LevelWindow, hidden: ReadonlySet<string>): number {
  const drawn = stackedSeries(window, hidden)
  let largest = 0
  for (let row = 0; row < window.length; row++) {
    const total = stackHeight(window, drawn, drawn.length, row)
    if (total > largest) largest = total
  }
  return largest
}

export function paintStack(ctx: PaintContext, view: PlotView, window: LevelWindow, top: number, theme: Theme): void {
  const scale = { top, height: view.height }
  const drawn = stackedSeries(window, view.hidden)
  for (let layers = drawn.length; layers > 0; layers--) {
    const series = drawn[layers - 1]
    const style = seriesStyle(theme, window.track.series[series], series)
    const y = (row: number): number => valueToY(scale, stackHeight(window, drawn, layers, row))
    ctx.beginPath()
    areaUnder(ctx, view, window, view.height, y)
    ctx.fillStyle = style.colour
    ctx.fill()
    if (style.hatched) hatchPath(ctx, { x0: 0, x1: view.width, y0: 0, y1: view.height }, theme.ground)
    if (style.edge !== null) {
      ctx.beginPath()
      lineOver(ctx, view, window, y)
      ctx.strokeStyle = style.edge
      ctx.lineWidth = 1
      ctx.stroke()
    }
  }
}

/** Facts of a whole stack within the view, whatever the legend hides: for the summary in words. */
export interface StackFacts {
  readonly first: Reading
  readonly last: Reading
  readonly peak: number
  readonly peakAt: Seconds
  /** Share of the known time at or above `threshold`. */
  readonly shareAbove: number
}

/** Null where the window knows nothing of the view. */
export function stackFacts(window: LevelWindow, view: PlotView, threshold: number): StackFacts | null {
  const drawn = stackedSeries(window, nothingHidden)
  let first: Reading | null = null
  let last: Reading | null = null
  let peak = -1
  let peakAt = 0
  let above = 0
  let known = 0
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) {
    const begin = Math.max(view.t0, window.start[row])
    const end = Math.min(view.t1, row + 1 < window.length ? window.start[row + 1] : window.ends)
    if (end <= begin) continue
    const reading = sumReading(window, row)
    if (reading === null) continue
    first ??= reading
    last = reading
    if (reading.high > peak) {
      peak = reading.high
      peakAt = begin
    }
    known += end - begin
    if (stackHeight(window, drawn, drawn.length, row) >= threshold) above += end - begin
  }
  return first === null || last === null ? null : { first, last, peak, peakAt, shareAbove: above / known }
}

const nothingHidden: ReadonlySet<string> = new Set()

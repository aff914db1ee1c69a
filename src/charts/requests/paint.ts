/**
 * Requests as a Gantt chart: one row a lane, one bar a state, 1 px between bars that touch so that equal ones stay
 * countable. One path a colour: with 50,000 bars changing the fill for each costs 34 ms, this 7 ms.
 */
import type { SpanWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { hatchPath } from '../hatch.ts'
import { timeToX } from '../time-scale.ts'
import { niceTop, valueToY } from '../value-scale.ts'
import { densityOf, pixelsPerColumn } from './density.ts'
import { lanesOf, margin } from './lanes.ts'

/** Of other requests while one is selected. */
const FAINT = 0.25

export function paintRequests(
  ctx: PaintContext,
  view: PlotView,
  window: SpanWindow,
  { theme, request }: { readonly theme: Theme; readonly request: number | null },
): void {
  if (isDense(window, view)) paintDensity(ctx, view, window, theme)
  else if (request === null) paintRows(ctx, view, window, theme, () => true)
  else {
    ctx.globalAlpha = FAINT
    paintRows(ctx, view, window, theme, (item) => item !== request)
    ctx.globalAlpha = 1
    paintRows(ctx, view, window, theme, (item) => item === request)
  }
}

function paintRows(
  ctx: PaintContext,
  view: PlotView,
  window: SpanWindow,
  theme: Theme,
  isDrawn: (item: number) => boolean,
): void {
  const { rowOf, pitch } = lanesOf(window, view.height)
  const { series } = window.track
  // A third of a narrow row is too much to give away: the gap between rows is at most 1.5 px.
  const thickness = Math.max(1, pitch - Math.min(1.5, pitch * 0.3))
  for (let state = 0; state < series.length; state++) {
    if (view.hidden.has(series[state]) || series[state] === 'finished') continue
    const style = seriesStyle(theme, series[state], state)
    ctx.beginPath()
    for (let i = 0; i < window.length; i++) {
      if (window.state[i] !== state || window.end[i] <= view.t0 || !isDrawn(window.item[i])) continue
      if (window.start[i] >= view.t1) break
      const left = Math.max(-4, timeToX(view, window.start[i]))
      const right = Math.min(view.width + 4, timeToX(view, window.end[i]))
      // Only a bar that can spare it gives a pixel to the gap; the thinnest is 1 px wide and never vanishes.
      const width = right - left > 3 ? right - left - 1 : Math.max(1, right - left)
      ctx.rect(left, margin + rowOf[window.lane[i]] * pitch, width, thickness)
    }
    ctx.fillStyle = style.colour
    ctx.fill()
    if (style.hatched && pitch > 5) hatchPath(ctx, { x0: 0, x1: view.width, y0: 0, y1: view.height }, theme.ground)
    if (style.edge !== null) paintBaselines(ctx, view, { window, state, rowOf, pitch, thickness, colour: style.edge })
  }
}

interface Baselines {
  readonly window: SpanWindow
  readonly state: number
  readonly rowOf: Int32Array
  readonly pitch: number
  readonly thickness: number
  readonly colour: string
}

/** A grey bar is paler than 3:1: a line along its lower edge is not. */
function paintBaselines(ctx: PaintContext, view: PlotView, bars: Baselines): void {
  const { window, state, rowOf, pitch, thickness } = bars
  const line = Math.min(1, thickness / 3)
  ctx.beginPath()
  for (let i = 0; i < window.length; i++) {
    if (window.state[i] !== state || window.end[i] <= view.t0) continue
    if (window.start[i] >= view.t1) break
    const left = Math.max(-4, timeToX(view, window.start[i]))
    const right = Math.min(view.width + 4, timeToX(view, window.end[i]))
    const width = right - left > 3 ? right - left - 1 : Math.max(1, right - left)
    ctx.rect(left, margin + rowOf[window.lane[i]] * pitch + thickness - line, width, line)
  }
  ctx.fillStyle = bars.colour
  ctx.fill()
}

/** States stacked in reverse, so that what runs lies at the bottom and what waits on top of it. */
function densityOrder(window: SpanWindow): readonly number[] {
  const { series } = window.track
  const rank = (state: number): number => {
    const place = stackingOrder.indexOf(series[state])
    return place < 0 ? stackingOrder.length + state : place
  }
  return series.map((_, state) => state).sort((a, b) => rank(a) - rank(b) || a - b)
}

const stackingOrder = ['decode', 'prefill', 'transfer', 'swapped', 'preempted', 'killed', 'queued']

/** Whether requests are counted and not drawn one by one: too many rows here, or in the strip of another arm. */
export const isDense = (window: SpanWindow, view: PlotView): boolean =>
  view.top !== undefined || lanesOf(window, view.height).kind === 'density'

/** The end of the axis that counts them. Strips of rows do not ask for one, so one of theirs may need more. */
export const requestsTop = ({ top = 0 }: PlotView, largest: number): number => Math.max(top, niceTop(largest))

function paintDensity(ctx: PaintContext, view: PlotView, window: SpanWindow, theme: Theme): void {
  const { lanes, columns, largest } = densityOf(window, view)
  const scale = { top: requestsTop(view, largest), height: view.height }
  const below = new Float64Array(columns)
  for (const state of densityOrder(window)) {
    const name = window.track.series[state]
    if (view.hidden.has(name) || name === 'finished') continue
    const style = seriesStyle(theme, name, state)
    ctx.beginPath()
    for (let column = 0; column < columns; column++) {
      const value = lanes[state * columns + column]
      if (value <= 0) continue
      const y = valueToY(scale, below[column] + value)
      ctx.rect(column * pixelsPerColumn, y, pixelsPerColumn, valueToY(scale, below[column]) - y)
      below[column] += value
    }
    ctx.fillStyle = style.colour
    ctx.fill()
    if (style.hatched) hatchPath(ctx, { x0: 0, x1: view.width, y0: 0, y1: view.height }, theme.ground)
  }
}

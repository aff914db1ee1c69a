/**
 * KV-cache occupancy: blocks in use stacked by state against the dashed line of the capacity; a triangle on the upper edge
 * where requests were preempted.
 */
import type { CountWindow, LevelWindow } from '../../kernel/tracks.ts'
import type { Theme } from '../../ui/theme.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { endOf, firstRowIn } from '../rows.ts'
import { largestStack, paintStack } from '../stack.ts'
import { timeToX } from '../time-scale.ts'
import { headroom, niceTop, valueToY } from '../value-scale.ts'

export interface OccupancyColumns {
  readonly window: LevelWindow
  /** Preemptions, first series; null where none are recorded. */
  readonly preemptions: CountWindow | null
}

/** The capacity; more only where the stack exceeds it, or a round value where the track has none. */
export function occupancyTop({ window }: OccupancyColumns, { hidden, top }: PlotView): number {
  if (top !== undefined) return top
  const largest = largestStack(window, hidden)
  const { capacity } = window.track
  return capacity === undefined ? niceTop(largest) : Math.max(capacity, largest)
}

export function paintOccupancy(ctx: PaintContext, view: PlotView, columns: OccupancyColumns, theme: Theme): void {
  const { window, preemptions } = columns
  const top = occupancyTop(columns, view)
  const { capacity } = window.track
  const full = capacity === undefined ? 0 : valueToY({ top, height: view.height }, capacity)
  if (capacity !== undefined) {
    // Free room is painted only where the run is known: beyond it nothing is free, it is not computed yet.
    const left = Math.max(0, timeToX(view, window.length > 0 ? window.start[0] : view.t1))
    const right = Math.min(view.width, timeToX(view, window.ends))
    ctx.fillStyle = theme.free
    if (right > left) ctx.fillRect(left, full, right - left, view.height - full)
  }
  paintStack(ctx, view, window, top, theme)
  if (capacity !== undefined) paintCapacity(ctx, view, full, theme)
  if (preemptions !== null && !view.hidden.has('preempted')) paintPreemptions(ctx, view, preemptions, theme)
}

function paintCapacity(ctx: PaintContext, view: PlotView, y: number, theme: Theme): void {
  // On a half pixel the line is one pixel wide and crisp.
  const line = Math.round(y) - 0.5
  ctx.beginPath()
  ctx.moveTo(0, line)
  ctx.lineTo(view.width, line)
  ctx.setLineDash([4, 3])
  ctx.strokeStyle = theme.ink
  ctx.lineWidth = 1
  ctx.stroke()
  ctx.setLineDash([])
}

/** Triangles 7 px wide, pointing down, at least 5 px apart: a burst of preemptions reads as a serrated edge. */
function paintPreemptions(ctx: PaintContext, view: PlotView, window: CountWindow, theme: Theme): void {
  ctx.beginPath()
  let previous = Number.NEGATIVE_INFINITY
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) {
    if (window.sum[row] === 0) continue
    const begin = timeToX(view, window.start[row])
    // A row that was folded is wider than a mark: its triangle stands in the middle.
    const width = timeToX(view, endOf(window, row)) - begin
    const x = width > 8 && window.fold > 1 ? begin + width / 2 : begin
    if (x < -4 || x - previous < 5) continue
    ctx.moveTo(x - 3.5, 0)
    ctx.lineTo(x + 3.5, 0)
    ctx.lineTo(x, headroom + 3)
    ctx.closePath()
    previous = x
  }
  ctx.fillStyle = theme.colour('preempted')
  ctx.fill()
  ctx.strokeStyle = theme.ground
  ctx.lineWidth = 0.75
  ctx.stroke()
}

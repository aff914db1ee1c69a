/** The whole run in a strip: the stacked level as one grey shape, marks (preemptions) as ticks along its upper edge. */
import type { CountWindow, LevelWindow } from '../../kernel/tracks.ts'
import type { Theme } from '../../ui/theme.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { largestStack, stackedSeries, stackHeight } from '../stack.ts'
import { areaUnder, lineOver } from '../step-path.ts'
import { timeToX } from '../time-scale.ts'
import { valueToY } from '../value-scale.ts'

export interface OverviewColumns {
  readonly level: LevelWindow | null
  readonly marks: CountWindow | null
}

export function paintOverview(
  ctx: PaintContext,
  view: PlotView,
  { level, marks }: OverviewColumns,
  theme: Theme,
): void {
  if (level !== null) {
    const drawn = stackedSeries(level, view.hidden)
    // Against capacity where that is in sight; a run that never fills a quarter of it still shows its shape.
    const most = Math.max(1, largestStack(level, view.hidden))
    const { capacity } = level.track
    const top = capacity !== undefined && most > capacity / 4 ? capacity : most
    const y = (row: number): number =>
      valueToY({ top, height: view.height }, Math.min(top, stackHeight(level, drawn, drawn.length, row)))
    const style = theme.style('queued')
    ctx.beginPath()
    areaUnder(ctx, view, level, view.height, y)
    ctx.fillStyle = style.colour
    ctx.fill()
    ctx.beginPath()
    lineOver(ctx, view, level, y)
    ctx.strokeStyle = style.edge ?? style.colour
    ctx.lineWidth = 1
    ctx.stroke()
  }
  if (marks === null) return
  ctx.beginPath()
  for (let row = 0; row < marks.length; row++) {
    if (marks.sum[row] === 0) continue
    ctx.rect(timeToX(view, marks.start[row]), 0, 1.5, 6)
  }
  ctx.fillStyle = theme.colour('preempted')
  ctx.fill()
}

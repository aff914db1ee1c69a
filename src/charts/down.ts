/**
 * When an instance was dead: its levels are zero then, and a plot of zeroes looks idle. The stretch is hatched, and the hit
 * test, the read-out, the summary and the table say since when and why.
 */
import type { SpanWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import { formatMoment } from '../ui/format.ts'
import type { Theme } from '../ui/theme.ts'
import type { Cell, ChartModel, ChartTable, PaintContext, PlotView } from './chart.ts'
import { hatchPath } from './hatch.ts'
import { headlineOf } from './headline.ts'
import { timeToX, xToTime } from './time-scale.ts'

export interface Down {
  readonly from: Seconds
  /** Infinite while it has not returned. */
  readonly until: Seconds
  /** Key of the event that killed it; null where none is known. */
  readonly event: string | null
}

/** The name of the state, in the legend and in the table. */
const STATE = 'down'

/** Dead stretches of an instance: spans of its lane. One that reaches the end of what is computed has no end yet. */
export function downOf(instances: SpanWindow | null, instance: number): readonly Omit<Down, 'event'>[] {
  if (instances === null) return []
  const { length, lane, start, end, computed } = instances
  const stretches: { readonly from: Seconds; readonly until: Seconds }[] = []
  for (let i = 0; i < length; i++) {
    if (lane[i] === instance)
      stretches.push({ from: start[i], until: end[i] >= computed ? Number.POSITIVE_INFINITY : end[i] })
  }
  return stretches
}

export function withDown(model: ChartModel, stretches: readonly Down[], theme: Theme): ChartModel {
  if (stretches.length === 0 || model.empty !== null) return model
  const at = (time: Seconds): Down | undefined => stretches.find(({ from, until }) => time >= from && time < until)
  return {
    ...model,
    legend: [...model.legend, { name: STATE, colour: theme.style(STATE).colour, isHatched: true }],
    paint: (ctx, view) => {
      model.paint(ctx, view)
      if (!view.hidden.has(STATE)) paintDown(ctx, view, stretches, theme)
    },
    hitTest: (x, y, view) => {
      const time = xToTime(view, x)
      const down = at(time)
      return down === undefined ? model.hitTest(x, y, view) : { time, label: wordsOf(down), item: -1 }
    },
    readout: (time) => {
      const lines = model.readout(time)
      return at(time) === undefined ? lines : lines.map(({ name }) => ({ name, text: STATE }))
    },
    headline: (time) => (at(time) === undefined ? headlineOf(model, time) : { text: STATE }),
    describe: (view) => {
      const seen = stretches.filter(({ from, until }) => from < view.t1 && until > view.t0)
      return [model.describe(view), ...seen.map((down) => `The instance is ${wordsOf(down, true)}.`)].join(' ')
    },
    table: (view) => withState(model.table(view), at),
    neighbour: (time, direction) => {
      const ends = stretches.flatMap(({ from, until }) => [from, until]).filter((end) => Number.isFinite(end))
      const moments = [
        ...ends.filter((end) => (end - time) * direction > 0),
        model.neighbour(time, direction) ?? [],
      ].flat()
      if (moments.length === 0) return null
      return direction === 1 ? Math.min(...moments) : Math.max(...moments)
    },
  }
}

/** "down since 20.00 s (event kill)", with its end where `isWhole` and it has one. */
function wordsOf({ from, until, event }: Down, isWhole = false): string {
  const why = event === null ? '' : ` (event ${event})`
  return isWhole && Number.isFinite(until)
    ? `down from ${formatMoment(from)} to ${formatMoment(until)}${why}`
    : `down since ${formatMoment(from)}${why}`
}

function paintDown(ctx: PaintContext, view: PlotView, stretches: readonly Down[], theme: Theme): void {
  const { colour } = theme.style(STATE)
  for (const { from, until } of stretches) {
    const x0 = Math.max(0, timeToX(view, from))
    const x1 = Math.min(view.width, Number.isFinite(until) ? timeToX(view, until) : view.width)
    if (x1 <= x0) continue
    ctx.beginPath()
    ctx.rect(x0, 0, x1 - x0, view.height)
    hatchPath(ctx, { x0, x1, y0: 0, y1: view.height }, colour)
    ctx.fillStyle = colour
    ctx.fillRect(Math.round(x0), 0, 1, view.height)
  }
}

/** A column more: what state the instance was in when the row began. Tables without a time say nothing of it. */
function withState(table: ChartTable, at: (time: Seconds) => Down | undefined): ChartTable {
  if (table.columns[0]?.unit !== 's') return table
  return {
    columns: [...table.columns, { label: 'instance', unit: '' }],
    rows: table.rows.map((row): Cell[] => [...row, at(Number(row[0])) === undefined ? '' : STATE]),
  }
}

/** Binds the functions of level plots to their columns. */
import type { Seconds } from '../../kernel/units.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import type { ChartModel, LegendEntry, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { armLegend, seriesLegend } from '../legend.ts'
import { formatReading, seriesReading, sumReadingAt } from '../reading.ts'
import { neighbourOf, rowAt } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeLevels } from './describe.ts'
import { hitLevels } from './hit-test.ts'
import { type LevelsColumns, levelsTop, lineDashes, paintLevels } from './paint.ts'
import { levelsTable } from './table.ts'

export interface LevelsWords {
  readonly title?: string | undefined
  readonly purpose?: string | undefined
}

export function levelsModel(
  columns: LevelsColumns,
  theme: Theme,
  words: LevelsWords = {},
  memory: MemoryUnit = 'GB',
): ChartModel {
  const title = words.title ?? columns.arms[0]?.window.track.title ?? 'Level'
  const base = { title, purpose: words.purpose ?? `${title} over simulated time.`, unit: '', height: 70 }
  if (columns.arms.length === 0) return emptyModel({ ...base, empty: `${title} is not recorded in this run.` })
  const { track } = columns.arms[0].window
  return {
    ...base,
    unit: track.unit,
    provenance: track.provenance ?? null,
    legend: levelsLegend(columns, theme),
    empty: null,
    paint: (ctx, view) => paintLevels(ctx, view, columns, theme),
    raster: () => null,
    axis: (view) => {
      const scale = { top: levelsTop(columns, view.hidden), height: view.height }
      return valueTicks(scale, track.unit, memory)
    },
    hitTest: (x, y, view) => hitLevels(x, y, view, columns),
    readout: (time) => readLevels(columns, time, memory),
    ...(columns.form === 'stacked' && { headline: (time: Seconds) => stackHeadline(columns, time, memory) }),
    describe: (view) => describeLevels(columns, view),
    table: (view) => levelsTable(columns, view),
    neighbour: (time, direction) => neighbourOf(columns.arms[0].window, time, direction),
  }
}

/** A single series needs no legend: its name is the title. Lines of several arms are named by arm. */
function levelsLegend({ arms, form }: LevelsColumns, theme: Theme): readonly LegendEntry[] {
  const { series } = arms[0].window.track
  if (form === 'lines' && arms.length > 1) return armLegend(arms, 0, theme)
  const entries: readonly LegendEntry[] =
    form === 'stacked'
      ? seriesLegend(series, theme)
      : series.map((name, s) => {
          const style = seriesStyle(theme, name, s)
          return { name, colour: style.edge ?? style.colour, dash: lineDashes[s % lineDashes.length] }
        })
  return [...(series.length > 1 ? entries : []), ...armLegend(arms, 1, theme)]
}

function readLevels({ arms }: LevelsColumns, time: number, memory: MemoryUnit): readonly ReadoutLine[] {
  const lines: ReadoutLine[] = []
  for (const { label, window } of arms) {
    const row = rowAt(window, time)
    if (row < 0) continue
    const { series, unit } = window.track
    for (let s = 0; s < series.length; s++) {
      const reading = seriesReading(window, s, row)
      if (reading === null) continue
      lines.push({
        name: series[s],
        text: formatReading(reading, unit, memory),
        ...(arms.length > 1 ? { arm: label } : {}),
      })
    }
  }
  return lines
}

/** The sum of the stack, of every arm. */
function stackHeadline({ arms }: LevelsColumns, time: Seconds, memory: MemoryUnit): string {
  return arms
    .flatMap(({ label, window }) => {
      const total = sumReadingAt(window, time)
      const text = total && formatReading(total, window.track.unit, memory)
      return text === null ? [] : [`${arms.length > 1 ? `${label} ` : ''}${text}`]
    })
    .join(' · ')
}

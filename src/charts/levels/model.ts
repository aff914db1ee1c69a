/** Binds the functions of level plots to their columns. */
import type { Seconds } from '../../kernel/units.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import type { ChartModel, Headline, LegendEntry, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { seriesLegend } from '../legend.ts'
import { readingLine, seriesReading, sumReadingAt } from '../reading.ts'
import { neighbourOf, rowAt } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeLevels } from './describe.ts'
import { hitLevels } from './hit-test.ts'
import { type LevelsColumns, levelsTop, lineWidths, paintLevels } from './paint.ts'
import { levelsTable } from './table.ts'

export interface LevelsWords {
  readonly title?: string | undefined
  readonly purpose?: string | undefined
}

export function levelsModel(
  columns: LevelsColumns | null,
  theme: Theme,
  words: LevelsWords = {},
  memory: MemoryUnit = 'GB',
): ChartModel {
  const title = words.title ?? columns?.window.track.title ?? 'Level'
  const base = { title, purpose: words.purpose ?? `${title} over simulated time.`, unit: '', height: 70 }
  if (columns === null) return emptyModel({ ...base, empty: `${title} is not recorded in this run.` })
  const { track } = columns.window
  return {
    ...base,
    unit: track.unit,
    provenance: track.provenance ?? null,
    legend: levelsLegend(columns, theme),
    empty: null,
    paint: (ctx, view) => paintLevels(ctx, view, columns, theme),
    raster: () => null,
    top: (view) => levelsTop(columns, view),
    axis: (view) => valueTicks({ top: levelsTop(columns, view), height: view.height }, track.unit, memory),
    hitTest: (x, y, view) => hitLevels(x, y, view, columns),
    readout: (time) => readLevels(columns, time, memory),
    ...(columns.form === 'stacked' && { headline: (time: Seconds) => stackHeadline(columns, time, memory) }),
    describe: (view) => describeLevels(columns, view),
    table: (view) => levelsTable(columns, view),
    neighbour: (time, direction) => neighbourOf(columns.window, time, direction),
  }
}

/** A single series needs no legend: its name is the title. */
function levelsLegend({ window, form }: LevelsColumns, theme: Theme): readonly LegendEntry[] {
  const { series } = window.track
  if (series.length < 2) return []
  if (form === 'stacked') return seriesLegend(series, theme)
  return series.map((name, s) => {
    const style = seriesStyle(theme, name, s)
    return { name, colour: style.edge ?? style.colour, line: lineWidths[s % lineWidths.length] }
  })
}

function readLevels({ window }: LevelsColumns, time: number, memory: MemoryUnit): readonly ReadoutLine[] {
  const row = rowAt(window, time)
  const { series, unit } = window.track
  return series.flatMap((name, s) => {
    const reading = seriesReading(window, s, row)
    return reading === null ? [] : [{ name, ...readingLine(reading, unit, memory) }]
  })
}

/** The sum of the stack. */
function stackHeadline({ window }: LevelsColumns, time: Seconds, memory: MemoryUnit): Headline | null {
  const total = sumReadingAt(window, time)
  return total && readingLine(total, window.track.unit, memory)
}

/** Binds the occupancy functions to their columns. */
import { formatPercent, formatQuantity, type MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { AxisTick, ChartModel, PlotView, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { seriesLegend } from '../legend.ts'
import { readingLine, seriesReading, sumReadingAt } from '../reading.ts'
import { neighbourOf, rowAt } from '../rows.ts'
import { valueTicks, valueToY } from '../value-scale.ts'
import { describeOccupancy } from './describe.ts'
import { hitOccupancy } from './hit-test.ts'
import { type OccupancyColumns, occupancyTop, paintOccupancy } from './paint.ts'
import { occupancyTable } from './table.ts'

export function occupancyModel(columns: OccupancyColumns | null, theme: Theme, memory: MemoryUnit = 'GB'): ChartModel {
  const base = {
    title: 'KV-cache occupancy',
    purpose:
      'How much of the KV cache is in use and by what; triangles mark preempted requests, the dashed line is full.',
    unit: 'tokens',
    height: 122,
  }
  if (columns === null) return emptyModel({ ...base, empty: 'No KV cache is recorded in this run.' })
  const { window } = columns
  const { track } = window
  return {
    ...base,
    unit: track.unit,
    provenance: track.provenance ?? null,
    legend: seriesLegend(track.series, theme),
    empty: null,
    paint: (ctx, view) => paintOccupancy(ctx, view, columns, theme),
    raster: () => null,
    // Against its own capacity an arm has its own scale: full is full, however many tokens that are.
    ...(track.capacity === undefined && { top: (view: PlotView) => occupancyTop(columns, view) }),
    axis: (view) => occupancyAxis(columns, view, memory),
    hitTest: (x, y, view) => hitOccupancy(x, y, view, columns),
    readout: (time) => readOccupancy(columns, time, memory),
    describe: (view) => describeOccupancy(columns, view),
    table: (view) => occupancyTable(columns, view),
    neighbour: (time, direction) => neighbourOf(window, time, direction),
  }
}

/** Per cent of the capacity where there is one; the track's unit otherwise. */
function occupancyAxis(columns: OccupancyColumns, view: PlotView, memory: MemoryUnit): readonly AxisTick[] {
  const { capacity, unit } = columns.window.track
  const scale = { top: occupancyTop(columns, view), height: view.height }
  if (capacity === undefined) return valueTicks(scale, unit, memory)
  return [0, 0.5, 1].map((share) => ({
    y: valueToY(scale, share * capacity),
    label: share === 0 ? '0' : formatPercent(share, 0),
  }))
}

function readOccupancy({ window }: OccupancyColumns, time: number, memory: MemoryUnit): readonly ReadoutLine[] {
  const { capacity, unit, series } = window.track
  const total = sumReadingAt(window, time)
  if (total === null) return []
  const share = capacity === undefined ? null : { low: total.low / capacity, high: total.high / capacity }
  const inUse = share ? readingLine(share, 'fraction') : readingLine(total, unit, memory)
  const of = capacity === undefined ? '' : ` of ${formatQuantity(capacity, unit, memory)}`
  const row = rowAt(window, time)
  const states = series.flatMap((name, s) => {
    const reading = seriesReading(window, s, row)
    return reading === null ? [] : [{ name, ...readingLine(reading, unit === 'tokens' ? '' : unit, memory) }]
  })
  return [{ name: 'in use', ...inUse, text: `${inUse.text}${of}` }, ...states]
}

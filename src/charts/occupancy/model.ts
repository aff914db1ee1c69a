/** Binds the occupancy functions to their columns. */
import { formatPercent, formatQuantity, type MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { AxisTick, ChartModel, PlotView, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { armLegend, seriesLegend } from '../legend.ts'
import { formatReading, joined, seriesReading, sumReadingAt } from '../reading.ts'
import { neighbourOf, rowAt } from '../rows.ts'
import { valueTicks, valueToY } from '../value-scale.ts'
import { describeOccupancy } from './describe.ts'
import { hitOccupancy } from './hit-test.ts'
import { type OccupancyColumns, occupancyTop, paintOccupancy } from './paint.ts'
import { occupancyTable } from './table.ts'

export function occupancyModel(columns: OccupancyColumns, theme: Theme, memory: MemoryUnit = 'GB'): ChartModel {
  const { arms } = columns
  const base = {
    title: 'KV-cache occupancy',
    purpose:
      'How much of the KV cache is in use and by what; triangles mark preempted requests, the dashed line is full.',
    unit: 'tokens',
    height: 122,
  }
  if (arms.length === 0) return emptyModel({ ...base, empty: 'No KV cache is recorded in this run.' })
  const { track } = arms[0].window
  return {
    ...base,
    unit: track.unit,
    provenance: track.provenance ?? null,
    legend: [...seriesLegend(track.series, theme), ...armLegend(arms, 1, theme)],
    empty: null,
    paint: (ctx, view) => paintOccupancy(ctx, view, columns, theme),
    raster: () => null,
    axis: (view) => occupancyAxis(columns, view, memory),
    hitTest: (x, y, view) => hitOccupancy(x, y, view, columns),
    readout: (time) => readOccupancy(columns, time, memory),
    describe: (view) => describeOccupancy(columns, view),
    table: (view) => occupancyTable(columns, view),
    neighbour: (time, direction) => neighbourOf(arms[0].window, time, direction),
  }
}

/** Per cent of the capacity where there is one; the track's unit otherwise. */
function occupancyAxis(columns: OccupancyColumns, view: PlotView, memory: MemoryUnit): readonly AxisTick[] {
  const { capacity, unit } = columns.arms[0].window.track
  const scale = { top: occupancyTop(columns, view.hidden), height: view.height }
  if (capacity === undefined) return valueTicks(scale, unit, memory)
  return [0, 0.5, 1].map((share) => ({
    y: valueToY(scale, share * capacity),
    label: share === 0 ? '0' : formatPercent(share, 0),
  }))
}

function readOccupancy({ arms }: OccupancyColumns, time: number, memory: MemoryUnit): readonly ReadoutLine[] {
  const lines: ReadoutLine[] = []
  for (const { label, window } of arms) {
    const { capacity, unit, series } = window.track
    const total = sumReadingAt(window, time)
    const arm = arms.length > 1 ? { arm: label } : {}
    if (total === null) continue
    const text =
      capacity === undefined
        ? formatReading(total, unit, memory)
        : `${joined(formatPercent(total.low / capacity), formatPercent(total.high / capacity))}${arms.length > 1 ? '' : ` of ${formatQuantity(capacity, unit, memory)}`}`
    lines.push({ name: 'in use', text, ...arm })
    if (label !== arms[0].label) continue
    const row = rowAt(window, time)
    series.forEach((name, s) => {
      const reading = seriesReading(window, s, row)
      if (reading !== null) lines.push({ name, text: formatReading(reading, unit === 'tokens' ? '' : unit, memory) })
    })
  }
  return lines
}

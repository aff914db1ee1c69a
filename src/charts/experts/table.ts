/** Experts of the view, the busiest first: a row a moment and expert would be tens of thousands. */
import type { Cell, ChartTable, PlotView } from '../chart.ts'
import { ratesBetween } from './cells.ts'
import type { ExpertsColumns } from './paint.ts'

export function expertsTable({ window, layer }: ExpertsColumns, view: PlotView): ChartTable {
  const rate = new Float32Array(window.cells)
  ratesBetween(window, view, layer, rate)
  let total = 0
  for (let cell = 0; cell < rate.length; cell++) total += rate[cell]
  const order = Array.from(rate, (_, cell) => cell).sort((a, b) => rate[b] - rate[a] || a - b)
  return {
    columns: [
      { label: 'expert', unit: '' },
      { label: 'activations', unit: '1/s' },
      { label: 'share', unit: '%' },
    ],
    rows: order.map((cell): Cell[] => [cell, rate[cell], total > 0 ? (rate[cell] / total) * 100 : 0]),
  }
}

/** The rows behind the occupancy plot. */
import type { ChartTable, PlotView } from '../chart.ts'
import { levelTable } from '../level-table.ts'
import type { OccupancyColumns } from './paint.ts'

export const occupancyTable = (columns: OccupancyColumns, view: PlotView): ChartTable =>
  levelTable(columns.window, view)

/** The rows behind a level plot. */
import type { ChartTable, PlotView } from '../chart.ts'
import { levelTable } from '../level-table.ts'
import type { LevelsColumns } from './paint.ts'

export const levelsTable = (columns: LevelsColumns, view: PlotView): ChartTable => levelTable(columns.window, view)

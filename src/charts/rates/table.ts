/** Rates by bucket, per second. */
import { bucketTable } from '../bucket-table.ts'
import type { ChartTable, PlotView } from '../chart.ts'
import { type RatesColumns, rateBuckets, rateOf } from './paint.ts'

export const ratesTable = (columns: RatesColumns, view: PlotView): ChartTable =>
  bucketTable(columns.window, rateBuckets(columns, view), `${columns.window.track.unit}/s`, rateOf)

/** Tokens by bucket: the sums behind the bars, not their ratios. */
import { bucketTable } from '../bucket-table.ts'
import { bucketise, bucketSeconds } from '../buckets.ts'
import type { ChartTable, PlotView } from '../chart.ts'
import type { AcceptanceColumns } from './paint.ts'

export function acceptanceTable({ window }: AcceptanceColumns, view: PlotView): ChartTable {
  const buckets = bucketise(window, view.t0, view.t1, bucketSeconds(view, 7))
  return bucketTable(window, buckets, 'tokens', (own, s, bucket) => own.sum[s * own.length + bucket])
}

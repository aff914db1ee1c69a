/** Tokens by bucket: the sums behind the bars, not their ratios. */
import { bucketTable } from '../bucket-table.ts'
import { bucketise, bucketSeconds } from '../buckets.ts'
import type { ChartTable, PlotView } from '../chart.ts'
import type { AcceptanceColumns } from './paint.ts'

export function acceptanceTable({ arms }: AcceptanceColumns, view: PlotView): ChartTable {
  const seconds = bucketSeconds(view, 7)
  const buckets = arms.map(({ window }) => bucketise(window, view.t0, view.t1, seconds))
  return bucketTable(arms, buckets, 'tokens', (own, s, bucket) => own.sum[s * own.length + bucket])
}

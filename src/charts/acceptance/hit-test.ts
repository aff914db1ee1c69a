/** Which part of which bar is under a point. */
import { formatCount } from '../../ui/format.ts'
import { bucketAt } from '../buckets.ts'
import type { Hit, PlotView } from '../chart.ts'
import { xToTime } from '../time-scale.ts'
import { yToValue } from '../value-scale.ts'
import { type AcceptanceColumns, acceptanceBuckets, acceptanceTop, divisorOf, notDrawn } from './paint.ts'

export function hitAcceptance(x: number, y: number, view: PlotView, columns: AcceptanceColumns): Hit | null {
  const buckets = acceptanceBuckets(columns, view)
  const { window } = columns
  const time = xToTime(view, x)
  const bucket = bucketAt(buckets, time)
  if (bucket < 0) return null
  const divisor = divisorOf(window, buckets, bucket)
  if (divisor <= 0) return null
  let left = yToValue({ top: acceptanceTop(columns, buckets, view), height: view.height }, y) * divisor
  const { series } = window.track
  for (let s = 0; s < series.length; s++) {
    if (series[s] === notDrawn || view.hidden.has(series[s])) continue
    const amount = buckets.sum[s * buckets.length + bucket]
    left -= amount
    if (left <= 0) return { time, label: `${series[s]}: ${formatCount(Math.round(amount))} tok`, item: -1 }
  }
  return null
}

/** Which layer of the stacked rates is under a point. */
import { formatRate } from '../../ui/format.ts'
import { bucketAt } from '../buckets.ts'
import type { Hit, PlotView } from '../chart.ts'
import { xToTime } from '../time-scale.ts'
import { yToValue } from '../value-scale.ts'
import { type RatesColumns, rateBuckets, rateOf, ratesTop } from './paint.ts'

export function hitRates(x: number, y: number, view: PlotView, columns: RatesColumns): Hit | null {
  const buckets = rateBuckets(columns, view)
  const time = xToTime(view, x)
  const bucket = bucketAt(buckets, time)
  if (bucket < 0) return null
  let left = yToValue({ top: ratesTop(columns, buckets, view), height: view.height }, y)
  const { series: names, unit } = columns.window.track
  for (let s = 0; s < names.length; s++) {
    if (view.hidden.has(names[s])) continue
    const rate = rateOf(buckets, s, bucket)
    left -= rate
    if (left <= 0) return { time, label: `${names[s]}: ${formatRate(rate, unit)}`, item: -1 }
  }
  return null
}

/** Rates in words: the mean over the view and the largest bucket. */
import { formatMoment, formatRate, formatTime } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { type RatesColumns, rateBuckets, rateOf } from './paint.ts'

/** "Throughput, 0 s to 60 s: 812 tok/s on average, at most 1,204 tok/s around 12.5 s (buckets of 500 ms)." */
export function describeRates(columns: RatesColumns, view: PlotView): string {
  const buckets = rateBuckets(columns, view)
  const { title, series } = columns.window.track
  const unit = columns.window.track.unit === 'tokens' ? 'tok' : columns.window.track.unit
  const who = `${title}, ${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  let amount = 0
  let known = 0
  let peak = 0
  let peakAt = view.t0
  for (let i = 0; i < buckets.length; i++) {
    let rate = 0
    for (let s = 0; s < series.length; s++) rate += rateOf(buckets, s, i)
    amount += rate * buckets.known[i]
    known += buckets.known[i]
    if (rate > peak) {
      peak = rate
      peakAt = buckets.from + (i + 0.5) * buckets.seconds
    }
  }
  if (known === 0) return `${who}: not computed yet.`
  const most = `at most ${formatRate(peak, unit)} around ${formatMoment(peakAt, 0.1)}`
  return `${who}: ${formatRate(amount / known, unit)} on average, ${most} (buckets of ${formatTime(buckets.seconds)}).`
}

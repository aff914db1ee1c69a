/** Rates in words: the mean over the view and the largest bucket, for each arm. */
import { formatMoment, formatRate, formatTime } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { type RatesColumns, rateBuckets, rateOf } from './paint.ts'

/** "Throughput, 0 s to 60 s: 812 tok/s on average, at most 1,204 tok/s around 12.5 s (buckets of 500 ms)." */
export function describeRates(columns: RatesColumns, view: PlotView): string {
  const range = `${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const buckets = rateBuckets(columns, view)
  return columns.arms
    .map(({ label, window }, arm) => {
      const own = buckets[arm]
      const { title, series } = window.track
      const unit = window.track.unit === 'tokens' ? 'tok' : window.track.unit
      const who = columns.arms.length > 1 ? `${title}, arm ${label}` : title
      let amount = 0
      let known = 0
      let peak = 0
      let peakAt = view.t0
      for (let i = 0; i < own.length; i++) {
        let rate = 0
        for (let s = 0; s < series.length; s++) rate += rateOf(own, s, i)
        amount += rate * own.known[i]
        known += own.known[i]
        if (rate > peak) {
          peak = rate
          peakAt = own.from + (i + 0.5) * own.seconds
        }
      }
      if (known === 0) return `${who}, ${range}: not computed yet.`
      const mean = formatRate(amount / known, unit)
      const most = `at most ${formatRate(peak, unit)} around ${formatMoment(peakAt, 0.1)}`
      return `${who}, ${range}: ${mean} on average, ${most} (buckets of ${formatTime(own.seconds)}).`
    })
    .join(' ')
}

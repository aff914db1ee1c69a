/**
 * Counts as rates per second: stacked steps of round buckets, at least 4 px wide.
 */
import type { CountWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import { type Buckets, bucketise, bucketSeconds } from '../buckets.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { timeToX } from '../time-scale.ts'
import { niceTop, valueToY } from '../value-scale.ts'

export interface RatesColumns {
  readonly window: CountWindow
}

const pixelsPerBucket = 4

export const rateBuckets = ({ window }: RatesColumns, view: PlotView): Buckets =>
  bucketise(window, view.t0, view.t1, bucketSeconds(view, pixelsPerBucket))

/** Amount a second, over the part of the bucket that is known; 0 in a bucket of which nothing is. */
export function rateOf(buckets: Buckets, series: number, bucket: number): number {
  const known = buckets.known[bucket]
  return known > 0 ? buckets.sum[series * buckets.length + bucket] / known : 0
}

/** Sum of the rates of series 0 to `layers` − 1 that are not hidden. */
function stacked(
  buckets: Buckets,
  names: readonly string[],
  layers: number,
  bucket: number,
  hidden: ReadonlySet<string>,
): number {
  let total = 0
  for (let s = 0; s < layers; s++) if (!hidden.has(names[s])) total += rateOf(buckets, s, bucket)
  return total
}

export function ratesTop({ window }: RatesColumns, buckets: Buckets, { hidden, top }: PlotView): number {
  if (top !== undefined) return top
  const { series } = window.track
  let largest = 0
  for (let i = 0; i < buckets.length; i++) {
    // At the edge of what is known a bucket may be one iteration in a sliver of its time: that sets no scale.
    if (i > 0 && buckets.known[i] < buckets.seconds / 2) continue
    largest = Math.max(largest, stacked(buckets, series, series.length, i, hidden))
  }
  return niceTop(largest)
}

export function paintRates(ctx: PaintContext, view: PlotView, columns: RatesColumns, theme: Theme): void {
  const buckets = rateBuckets(columns, view)
  const scale = { top: ratesTop(columns, buckets, view), height: view.height }
  const { series } = columns.window.track
  for (let layers = series.length; layers > 0; layers--) {
    if (view.hidden.has(series[layers - 1])) continue
    ctx.beginPath()
    for (let i = 0; i < buckets.length; i++) {
      const rate = stacked(buckets, series, layers, i, view.hidden)
      if (rate <= 0) continue
      const x = timeToX(view, buckets.from + i * buckets.seconds)
      const right = timeToX(view, buckets.from + (i + 1) * buckets.seconds)
      const y = valueToY(scale, rate)
      ctx.rect(x, y, right - x, view.height - y)
    }
    ctx.fillStyle = seriesStyle(theme, series[layers - 1], layers - 1).colour
    ctx.fill()
  }
}

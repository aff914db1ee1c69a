/**
 * Counts as rates per second: stacked steps of round buckets, at least 4 px wide. Other arms are lines of their total.
 */
import type { CountWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import { type Buckets, bucketise, bucketSeconds } from '../buckets.ts'
import type { ArmWindow, PaintContext, PlotView } from '../chart.ts'
import { paintArm, strokeArm } from '../stack.ts'
import { timeToX } from '../time-scale.ts'
import { niceTop, valueToY } from '../value-scale.ts'

export interface RatesColumns {
  readonly arms: readonly ArmWindow<CountWindow>[]
}

const pixelsPerBucket = 4

/** Buckets of every arm on one grid, over what the view shows. */
export function rateBuckets({ arms }: RatesColumns, view: PlotView): readonly Buckets[] {
  const seconds = bucketSeconds(view, pixelsPerBucket)
  return arms.map(({ window }) => bucketise(window, view.t0, view.t1, seconds))
}

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

export function ratesTop({ arms }: RatesColumns, buckets: readonly Buckets[], hidden: ReadonlySet<string>): number {
  let largest = 0
  buckets.forEach((own, arm) => {
    const names = arms[arm].window.track.series
    for (let i = 0; i < own.length; i++) largest = Math.max(largest, stacked(own, names, names.length, i, hidden))
  })
  return niceTop(largest)
}

export function paintRates(ctx: PaintContext, view: PlotView, columns: RatesColumns, theme: Theme): void {
  const buckets = rateBuckets(columns, view)
  const scale = { top: ratesTop(columns, buckets, view.hidden), height: view.height }
  const baseline = buckets[0]
  const names = columns.arms[0].window.track.series
  paintArm(ctx, columns.arms[0], () => {
    for (let layers = names.length; layers > 0; layers--) {
      if (view.hidden.has(names[layers - 1])) continue
      const style = seriesStyle(theme, names[layers - 1], layers - 1)
      ctx.beginPath()
      for (let i = 0; i < baseline.length; i++) {
        const rate = stacked(baseline, names, layers, i, view.hidden)
        if (rate <= 0) continue
        const x = timeToX(view, baseline.from + i * baseline.seconds)
        const right = timeToX(view, baseline.from + (i + 1) * baseline.seconds)
        const y = valueToY(scale, rate)
        ctx.rect(x, y, right - x, view.height - y)
      }
      ctx.fillStyle = style.colour
      ctx.fill()
    }
  })
  for (let arm = 1; arm < buckets.length; arm++) {
    if (view.hidden.has(`arm ${columns.arms[arm].label}`)) continue
    const own = buckets[arm]
    const series = columns.arms[arm].window.track.series
    ctx.beginPath()
    let isDown = false
    for (let i = 0; i < own.length; i++) {
      if (own.known[i] === 0) {
        isDown = false
        continue
      }
      const y = valueToY(scale, stacked(own, series, series.length, i, view.hidden))
      const x = timeToX(view, own.from + i * own.seconds)
      if (isDown) ctx.lineTo(x, y)
      else ctx.moveTo(x, y)
      ctx.lineTo(timeToX(view, own.from + (i + 1) * own.seconds), y)
      isDown = true
    }
    paintArm(ctx, columns.arms[arm], () => strokeArm(ctx, arm, theme))
  }
}

/**
 * Token acceptance of speculative decoding: for each bucket of time a bar of accepted, bonus, rejected and discarded tokens,
 * and over the bars the running acceptance.
 *
 * With a series `rounds` a bar counts tokens a round: its full height is the draft length plus one. Without it a bar counts
 * shares of what was drafted (accepted + rejected + discarded = 1; bonus tokens come on top). Either way the line is the
 * accepted part of the bars, averaged over the last `runningBuckets` of them.
 */
import type { CountWindow } from '../../kernel/tracks.ts'
import { seriesStyle, type Theme } from '../../ui/theme.ts'
import { type Buckets, bucketise, bucketSeconds } from '../buckets.ts'
import type { PaintContext, PlotView } from '../chart.ts'
import { strokeRimmed } from '../rimmed-line.ts'
import { timeToX } from '../time-scale.ts'
import { niceTop, valueToY } from '../value-scale.ts'

export interface AcceptanceColumns {
  readonly window: CountWindow
  /** Place of its arm: the colour of the line. */
  readonly place: number
}

/** Bars as in a bar chart: 6 px wide with 1 px between. */
const pixelsPerBar = 7
const runningBuckets = 12
export const notDrawn = 'rounds'
/** The line, by the name that the legend switches it off with. */
export const running = 'running'

export function acceptanceBuckets({ window }: AcceptanceColumns, view: PlotView): Buckets {
  const seconds = bucketSeconds(view, pixelsPerBar)
  // The running mean of the first bar needs the bars before it.
  return bucketise(window, view.t0 - (runningBuckets - 1) * seconds, view.t1, seconds)
}

/** What a bar is divided by: rounds, or tokens drafted. */
export function divisorOf(window: CountWindow, buckets: Buckets, bucket: number): number {
  const rounds = window.track.series.indexOf(notDrawn)
  if (rounds >= 0) return buckets.sum[rounds * buckets.length + bucket]
  return draftedOf(window, buckets, bucket)
}

/** Drafted tokens of a bucket: accepted + rejected + discarded. */
export function draftedOf(window: CountWindow, buckets: Buckets, bucket: number): number {
  let drafted = 0
  for (const name of draftedNames) {
    const s = window.track.series.indexOf(name)
    if (s >= 0) drafted += buckets.sum[s * buckets.length + bucket]
  }
  return drafted
}

const draftedNames = ['accepted', 'rejected', 'discarded'] as const

/** Accepted tokens over the divisor, of the bucket and the `runningBuckets` − 1 before it; NaN where nothing was drafted. */
export function runningAcceptance(window: CountWindow, buckets: Buckets, bucket: number): number {
  const accepted = window.track.series.indexOf('accepted')
  let sum = 0
  let divisor = 0
  for (let i = Math.max(0, bucket - runningBuckets + 1); i <= bucket; i++) {
    sum += buckets.sum[accepted * buckets.length + i]
    divisor += divisorOf(window, buckets, i)
  }
  return divisor > 0 ? sum / divisor : Number.NaN
}

export function acceptanceTop({ window }: AcceptanceColumns, buckets: Buckets, { top }: Pick<PlotView, 'top'>): number {
  if (top !== undefined) return top
  let largest = 0
  for (let i = 0; i < buckets.length; i++) {
    const divisor = divisorOf(window, buckets, i)
    if (divisor === 0) continue
    let total = 0
    window.track.series.forEach((name, s) => {
      if (name !== notDrawn) total += buckets.sum[s * buckets.length + i]
    })
    if (total / divisor > largest) largest = total / divisor
  }
  return largest > 0 ? Math.max(largest, 1) : niceTop(0)
}

export function paintAcceptance(ctx: PaintContext, view: PlotView, columns: AcceptanceColumns, theme: Theme): void {
  const { window, place } = columns
  const buckets = acceptanceBuckets(columns, view)
  const scale = { top: acceptanceTop(columns, buckets, view), height: view.height }
  paintBars(ctx, view, window, buckets, scale.top, theme)
  if (view.hidden.has(running)) return
  ctx.beginPath()
  let isDown = false
  for (let i = 0; i < buckets.length; i++) {
    const value = buckets.known[i] > 0 ? runningAcceptance(window, buckets, i) : Number.NaN
    if (Number.isNaN(value)) {
      isDown = false
      continue
    }
    const x = timeToX(view, buckets.from + (i + 0.5) * buckets.seconds)
    if (isDown) ctx.lineTo(x, valueToY(scale, value))
    else ctx.moveTo(x, valueToY(scale, value))
    isDown = true
  }
  strokeRimmed(ctx, theme.arm(place), theme)
}

/** One path a series: a bar's part lies on the parts of the series before it. */
function paintBars(
  ctx: PaintContext,
  view: PlotView,
  window: CountWindow,
  buckets: Buckets,
  top: number,
  theme: Theme,
): void {
  const { series } = window.track
  const scale = { top, height: view.height }
  for (let s = 0; s < series.length; s++) {
    if (series[s] === notDrawn || view.hidden.has(series[s])) continue
    const style = seriesStyle(theme, series[s], s)
    ctx.beginPath()
    for (let i = 0; i < buckets.length; i++) {
      const amount = buckets.sum[s * buckets.length + i]
      const divisor = divisorOf(window, buckets, i)
      if (amount <= 0 || divisor <= 0) continue
      let below = 0
      for (let under = 0; under < s; under++) {
        if (series[under] !== notDrawn && !view.hidden.has(series[under]))
          below += buckets.sum[under * buckets.length + i]
      }
      const left = timeToX(view, buckets.from + i * buckets.seconds)
      const right = timeToX(view, buckets.from + (i + 1) * buckets.seconds)
      if (right < 0) continue
      const y = valueToY(scale, (below + amount) / divisor)
      const bottom = valueToY(scale, below / divisor)
      // 1 px between bars, and half a pixel between the parts of one where it is tall enough to spare it.
      ctx.rect(left, y, Math.max(1, right - left - 1), Math.max(0.5, bottom - y - (bottom - y > 3 ? 0.5 : 0)))
    }
    ctx.fillStyle = style.colour
    ctx.fill()
  }
}

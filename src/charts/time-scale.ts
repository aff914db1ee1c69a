/**
 * The time axis all charts share: t0 at x = 0, t1 at x = width, and ticks at round times.
 */
import { tickStep, ticks } from 'd3'
import type { Seconds } from '../kernel/units.ts'
import { formatMoment } from '../ui/format.ts'

export interface TimeExtent {
  readonly t0: Seconds
  readonly t1: Seconds
  readonly width: number
}

/** Pixels of a time; unbounded, so that a mark may start left of the plot. */
export const timeToX = ({ t0, t1, width }: TimeExtent, time: Seconds): number => ((time - t0) / (t1 - t0)) * width

export const xToTime = ({ t0, t1, width }: TimeExtent, x: number): Seconds => t0 + (x / width) * (t1 - t0)

export interface TimeTick {
  readonly time: Seconds
  readonly x: number
  readonly label: string
}

/** A label is up to 70 px wide ("12.4825 s"), so one tick each 95 px leaves room between. */
const pixelsPerTick = 95

/** Steps beyond ten minutes of view: an hour divides into minutes, not into hundreds of seconds. */
const longSteps: readonly Seconds[] = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]

export function timeTicks(extent: TimeExtent): readonly TimeTick[] {
  const { t0, t1, width } = extent
  const count = Math.max(2, Math.floor(width / pixelsPerTick))
  const at = (time: Seconds, label: string): TimeTick => ({ time, x: timeToX(extent, time), label })
  if (t1 - t0 > 600) {
    const step = longSteps.find((long) => (t1 - t0) / long <= count) ?? longSteps[longSteps.length - 1]
    const result: TimeTick[] = []
    for (let time = Math.ceil(t0 / step) * step; time <= t1; time += step) result.push(at(time, longLabel(time)))
    return result
  }
  const step = tickStep(t0, t1, count)
  return ticks(t0, t1, count).map((time) => at(time, formatMoment(time, step)))
}

/** `40 min`, from an hour on `1 h 20`. */
function longLabel(time: Seconds): string {
  const minutes = Math.round(time / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest}`
}

/** Occupancy in one or two sentences, for readers who do not see the plot. */
import { formatMoment, formatPercent } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { formatReading, joined, type Reading } from '../reading.ts'
import { firstRowIn } from '../rows.ts'
import { stackFacts } from '../stack.ts'
import type { OccupancyColumns } from './paint.ts'

/** "KV occupancy, 4 s to 34 s: starts at 12 %, peaks at 97.2 % at 12.5 s, ends at 35 %; above 90 % for 18 % of the time." */
export function describeOccupancy({ window, preemptions }: OccupancyColumns, view: PlotView): string {
  const { capacity, unit, title } = window.track
  const who = `${title}, ${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const facts = stackFacts(window, view, capacity === undefined ? Number.POSITIVE_INFINITY : capacity * 0.9)
  if (facts === null) return `${who}: not computed yet.`
  const say = (reading: Reading): string =>
    capacity === undefined
      ? formatReading(reading, unit)
      : joined(formatPercent(reading.low / capacity), formatPercent(reading.high / capacity))
  const most = say({ low: facts.peak, high: facts.peak })
  const peak = `starts at ${say(facts.first)}, peaks at ${most} at ${formatMoment(facts.peakAt, 0.1)}, ends at ${say(facts.last)}`
  const above = capacity === undefined ? '' : `; above 90 % for ${formatPercent(facts.shareAbove, 0)} of the time`
  const count = preemptions === null ? '' : `; ${preemptionsIn(preemptions, view)} preemptions`
  return `${who}: ${peak}${above}${count}.`
}

function preemptionsIn(window: NonNullable<OccupancyColumns['preemptions']>, view: PlotView): number {
  let count = 0
  for (let row = firstRowIn(window, view.t0); row < window.length && window.start[row] < view.t1; row++) {
    if (window.start[row] >= view.t0) count += window.sum[row]
  }
  return Math.round(count)
}

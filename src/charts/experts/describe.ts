/** Expert activations in words: how many are in use, and how unevenly. */
import { formatMoment, formatPercent } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import { ratesBetween } from './cells.ts'
import type { ExpertsColumns } from './paint.ts'

/**
 * "Experts, 0 s to 60 s, all 4 layers: 118 of 128 used; the busiest, expert 17, took 4.1 % of the
 * activations, 5.2 times the mean."
 */
export function describeExperts({ window, layer }: ExpertsColumns, view: PlotView): string {
  const range = `${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const where =
    layer !== null ? window.track.series[layer] : window.layers > 1 ? `all ${window.layers} layers` : 'one layer'
  const rate = new Float32Array(window.cells)
  const isKnown = ratesBetween(window, view, layer, rate)
  let total = 0
  let used = 0
  let busiest = 0
  for (let cell = 0; cell < rate.length; cell++) {
    total += rate[cell]
    if (rate[cell] > 0) used++
    if (rate[cell] > rate[busiest]) busiest = cell
  }
  if (!isKnown || total === 0) return `Experts, ${range}, ${where}: nothing computed.`
  const share = rate[busiest] / total
  const times = `${(share * window.cells).toFixed(1)} times the mean`
  return `Experts, ${range}, ${where}: ${used} of ${window.cells} used; the busiest, expert ${busiest}, took ${formatPercent(share)} of the activations, ${times}.`
}

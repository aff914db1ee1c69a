/** Token acceptance in words. */
import { formatCount, formatMoment, formatPercent } from '../../ui/format.ts'
import type { PlotView } from '../chart.ts'
import type { AcceptanceColumns } from './paint.ts'
import { totalsBetween } from './totals.ts'

/** "Token acceptance, 0 s to 60 s: 68.0 % of 4,000 drafted tokens accepted (2.7 a round), 12 % rejected, 20 % discarded behind a rejected one; 410 bonus tokens." */
export function describeAcceptance({ window }: Pick<AcceptanceColumns, 'window'>, view: PlotView): string {
  const who = `Token acceptance, ${formatMoment(view.t0, 0.1)} to ${formatMoment(view.t1, 0.1)}`
  const totals = totalsBetween(window, view.t0, view.t1)
  if (totals.drafted === 0) return `${who}: nothing was drafted.`
  const { drafted, accepted, rejected, discarded, bonus, rounds } = totals
  const each = rounds !== null && rounds > 0 ? ` (${(accepted / rounds).toFixed(2)} a round)` : ''
  const kept = `${formatPercent(accepted / drafted)} of ${formatCount(Math.round(drafted))} drafted tokens accepted${each}`
  const lost = `${formatPercent(rejected / drafted)} rejected, ${formatPercent(discarded / drafted)} discarded behind a rejected one`
  return `${who}: ${kept}, ${lost}; ${formatCount(Math.round(bonus))} bonus tokens.`
}

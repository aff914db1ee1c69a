/** Binds the acceptance functions to their columns. */
import { formatPercent } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { ChartModel, LegendEntry, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { armLegend, seriesLegend } from '../legend.ts'
import { neighbourOf } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeAcceptance } from './describe.ts'
import { hitAcceptance } from './hit-test.ts'
import { type AcceptanceColumns, acceptanceBuckets, acceptanceTop, notDrawn, paintAcceptance } from './paint.ts'
import { acceptanceTable } from './table.ts'
import { totalsBetween } from './totals.ts'

/** A moment has no acceptance of its own: the read-out averages one second around it. */
const readoutSeconds = 1

export function acceptanceModel(columns: AcceptanceColumns, theme: Theme): ChartModel {
  const { arms } = columns
  const title = 'Token acceptance'
  if (arms.length === 0) {
    const purpose = 'What became of the drafted tokens of speculative decoding.'
    const empty = 'Nothing is drafted: the decoder of this run writes one token at a time.'
    return emptyModel({ title, purpose, unit: 'fraction', height: 108, empty })
  }
  const { track } = arms[0].window
  const hasRounds = track.series.includes(notDrawn)
  return {
    title,
    purpose: hasRounds
      ? 'Drafted tokens a round: accepted, rejected, or discarded behind a rejected one; the line is the running mean of accepted tokens.'
      : 'Drafted tokens: accepted, rejected, or discarded behind a rejected one; the line is the running share of drafted tokens that were accepted.',
    unit: hasRounds ? 'tokens/round' : 'fraction',
    provenance: track.provenance ?? null,
    height: 108,
    legend: [
      ...seriesLegend(
        track.series.filter((name) => name !== notDrawn),
        theme,
      ),
      ...runningLegend(columns, theme, hasRounds ? 'running mean' : 'running share accepted'),
    ],
    empty: null,
    paint: (ctx, view) => paintAcceptance(ctx, view, columns, theme),
    raster: () => null,
    axis: (view) => {
      const top = acceptanceTop(columns, acceptanceBuckets(columns, view))
      return valueTicks({ top, height: view.height }, hasRounds ? '' : 'fraction')
    },
    hitTest: (x, y, view) => hitAcceptance(x, y, view, columns),
    readout: (time) => readAcceptance(columns, time),
    describe: (view) => describeAcceptance(columns, view),
    table: (view) => acceptanceTable(columns, view),
    neighbour: (time, direction) => neighbourOf(arms[0].window, time, direction),
  }
}

/** The lines over the bars: the arms' names, or what the only line is. */
function runningLegend({ arms }: AcceptanceColumns, theme: Theme, label: string): readonly LegendEntry[] {
  if (arms.length > 1) return armLegend(arms, 0, theme)
  return [{ name: `arm ${arms[0].label}`, label, colour: theme.arm(0), dash: [] }]
}

function readAcceptance({ arms }: AcceptanceColumns, time: number): readonly ReadoutLine[] {
  const lines: ReadoutLine[] = []
  for (const { label, window } of arms) {
    const totals = totalsBetween(window, time - readoutSeconds / 2, time + readoutSeconds / 2)
    if (totals.drafted === 0) continue
    const { drafted, accepted, bonus, rejected, discarded, rounds } = totals
    const judged = accepted + rejected
    const arm = arms.length > 1 ? { arm: label } : {}
    if (rounds !== null && rounds > 0) {
      lines.push({
        name: 'accepted',
        text: `${(accepted / rounds).toFixed(1)} of ${(drafted / rounds).toFixed(1)}`,
        ...arm,
      })
    }
    // As the summary has it: what stands behind a rejected token was never judged.
    if (judged > 0) lines.push({ name: 'acceptance rate', text: formatPercent(accepted / judged), ...arm })
    lines.push({ name: 'rejected', text: `${formatPercent(rejected / drafted)} of drafted`, ...arm })
    lines.push({ name: 'discarded', text: `${formatPercent(discarded / drafted)} of drafted`, ...arm })
    if (rounds !== null && rounds > 0)
      lines.push({ name: 'bonus', text: `${(bonus / rounds).toFixed(2)} a round`, ...arm })
  }
  return lines
}

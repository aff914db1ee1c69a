/** Binds the acceptance functions to their columns. */
import { formatPercent } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { ChartModel, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { seriesLegend } from '../legend.ts'
import { neighbourOf } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeAcceptance } from './describe.ts'
import { hitAcceptance } from './hit-test.ts'
import {
  type AcceptanceColumns,
  acceptanceBuckets,
  acceptanceTop,
  notDrawn,
  paintAcceptance,
  running,
} from './paint.ts'
import { acceptanceTable } from './table.ts'
import { totalsBetween } from './totals.ts'

/** A moment has no acceptance of its own: the read-out averages one second around it. */
const readoutSeconds = 1

export function acceptanceModel(columns: AcceptanceColumns | null, theme: Theme): ChartModel {
  const title = 'Token acceptance'
  if (columns === null) {
    const purpose = 'What became of the drafted tokens of speculative decoding.'
    const empty = 'Nothing is drafted: the decoder of this run writes one token at a time.'
    return emptyModel({ title, purpose, unit: 'fraction', height: 108, empty })
  }
  const { window, place } = columns
  const { track } = window
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
      {
        name: running,
        label: hasRounds ? 'running mean' : 'running share accepted',
        colour: theme.arm(place),
        line: 1.6,
      },
    ],
    empty: null,
    paint: (ctx, view) => paintAcceptance(ctx, view, columns, theme),
    raster: () => null,
    top: (view) => acceptanceTop(columns, acceptanceBuckets(columns, view), view),
    axis: (view) => {
      const top = acceptanceTop(columns, acceptanceBuckets(columns, view), view)
      return valueTicks({ top, height: view.height }, hasRounds ? '' : 'fraction')
    },
    hitTest: (x, y, view) => hitAcceptance(x, y, view, columns),
    readout: (time) => readAcceptance(columns, time),
    describe: (view) => describeAcceptance(columns, view),
    table: (view) => acceptanceTable(columns, view),
    neighbour: (time, direction) => neighbourOf(window, time, direction),
  }
}

function readAcceptance({ window }: AcceptanceColumns, time: number): readonly ReadoutLine[] {
  const totals = totalsBetween(window, time - readoutSeconds / 2, time + readoutSeconds / 2)
  if (totals.drafted === 0) return []
  const { drafted, accepted, bonus, rejected, discarded, rounds } = totals
  const judged = accepted + rejected
  const lines: ReadoutLine[] = []
  if (rounds !== null && rounds > 0)
    lines.push({
      name: 'accepted',
      text: `${(accepted / rounds).toFixed(1)} of ${(drafted / rounds).toFixed(1)}`,
      reading: { low: accepted / rounds, high: accepted / rounds, unit: 'tokens' },
    })
  // As the summary has it: what stands behind a rejected token was never judged.
  if (judged > 0) lines.push({ name: 'acceptance rate', text: formatPercent(accepted / judged) })
  lines.push({ name: 'rejected', text: `${formatPercent(rejected / drafted)} of drafted` })
  lines.push({ name: 'discarded', text: `${formatPercent(discarded / drafted)} of drafted` })
  if (rounds !== null && rounds > 0) lines.push({ name: 'bonus', text: `${(bonus / rounds).toFixed(2)} a round` })
  return lines
}

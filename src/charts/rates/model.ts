/** Binds the functions of rate plots to their columns. */
import type { Seconds } from '../../kernel/units.ts'
import { formatRate } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { gather } from '../buckets.ts'
import type { ChartModel, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { armLegend, seriesLegend } from '../legend.ts'
import { neighbourOf } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeRates } from './describe.ts'
import { hitRates } from './hit-test.ts'
import { paintRates, type RatesColumns, rateBuckets, rateOf, ratesTop } from './paint.ts'
import { ratesTable } from './table.ts'

/** A rate at a moment is the mean over one second around it: an iteration of 40 ms has no rate of its own. */
const readoutSeconds = 1

export interface RatesWords {
  readonly title?: string | undefined
  readonly purpose?: string | undefined
}

export function ratesModel(columns: RatesColumns, theme: Theme, words: RatesWords = {}): ChartModel {
  const title = words.title ?? columns.arms[0]?.window.track.title ?? 'Rate'
  const purpose = words.purpose ?? `${title}: amounts per second over simulated time.`
  const base = { title, purpose, unit: '1/s', height: 64 }
  if (columns.arms.length === 0) return emptyModel({ ...base, empty: `${title} is not recorded in this run.` })
  const { track } = columns.arms[0].window
  const unit = track.unit === 'tokens' ? 'tok' : track.unit
  return {
    ...base,
    unit: `${unit}/s`,
    provenance: track.provenance ?? null,
    legend: [
      ...(track.series.length > 1 ? seriesLegend(track.series, theme) : []),
      ...armLegend(columns.arms, 1, theme),
    ],
    empty: null,
    paint: (ctx, view) => paintRates(ctx, view, columns, theme),
    raster: () => null,
    axis: (view) => {
      const top = ratesTop(columns, rateBuckets(columns, view), view.hidden)
      return valueTicks({ top, height: view.height }, '')
    },
    hitTest: (x, y, view) => hitRates(x, y, view, columns),
    readout: (time) => readRates(columns, time, unit),
    headline: (time) => rateHeadline(columns, time, unit),
    describe: (view) => describeRates(columns, view),
    table: (view) => ratesTable(columns, view),
    neighbour: (time, direction) => neighbourOf(columns.arms[0].window, time, direction),
  }
}

/** All series together, of every arm. */
function rateHeadline({ arms }: RatesColumns, time: Seconds, unit: string): string {
  const parts: string[] = []
  for (const { label, window } of arms) {
    const second = gather(window, time - readoutSeconds / 2, readoutSeconds, 1)
    if (second.known[0] === 0) continue
    let rate = 0
    for (let s = 0; s < second.seriesCount; s++) rate += rateOf(second, s, 0)
    parts.push(`${arms.length > 1 ? `${label} ` : ''}${formatRate(rate, unit)}`)
  }
  return parts.join(' · ')
}

function readRates({ arms }: RatesColumns, time: Seconds, unit: string): readonly ReadoutLine[] {
  const lines: ReadoutLine[] = []
  for (const { label, window } of arms) {
    const second = gather(window, time - readoutSeconds / 2, readoutSeconds, 1)
    if (second.known[0] === 0) continue
    window.track.series.forEach((name, s) => {
      lines.push({ name, text: formatRate(rateOf(second, s, 0), unit), ...(arms.length > 1 ? { arm: label } : {}) })
    })
  }
  return lines
}

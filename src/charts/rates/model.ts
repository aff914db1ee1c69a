/** Binds the functions of rate plots to their columns. */
import type { CountWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { formatRate } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { gather } from '../buckets.ts'
import type { ChartModel, Headline, ReadoutLine } from '../chart.ts'
import { emptyModel } from '../empty-model.ts'
import { seriesLegend } from '../legend.ts'
import { neighbourOf } from '../rows.ts'
import { valueTicks } from '../value-scale.ts'
import { describeRates } from './describe.ts'
import { hitRates } from './hit-test.ts'
import { paintRates, type RatesColumns, rateBuckets, rateOf, ratesTop } from './paint.ts'
import { ratesTable } from './table.ts'

/**
 * A rate at a moment is the mean over one second around it: an iteration of 40 ms has no rate of its own. A run that is over within a
 * second, as look-ups are, is read over a fortieth of it.
 */
const readoutSeconds = ({ computed }: CountWindow): Seconds => (computed >= 1 ? 1 : computed / 40)

export interface RatesWords {
  readonly title?: string | undefined
  readonly purpose?: string | undefined
}

export function ratesModel(columns: RatesColumns | null, theme: Theme, words: RatesWords = {}): ChartModel {
  const title = words.title ?? columns?.window.track.title ?? 'Rate'
  const purpose = words.purpose ?? `${title}: amounts per second over simulated time.`
  const base = { title, purpose, unit: '1/s', height: 64 }
  if (columns === null) return emptyModel({ ...base, empty: `${title} is not recorded in this run.` })
  const { track } = columns.window
  const unit = track.unit === 'tokens' ? 'tok' : track.unit
  return {
    ...base,
    unit: `${unit}/s`,
    provenance: track.provenance ?? null,
    legend: track.series.length > 1 ? seriesLegend(track.series, theme) : [],
    empty: null,
    paint: (ctx, view) => paintRates(ctx, view, columns, theme),
    raster: () => null,
    top: (view) => ratesTop(columns, rateBuckets(columns, view), view),
    axis: (view) => valueTicks({ top: ratesTop(columns, rateBuckets(columns, view), view), height: view.height }, ''),
    hitTest: (x, y, view) => hitRates(x, y, view, columns),
    readout: (time) => readRates(columns, time, unit),
    headline: (time) => rateHeadline(columns, time, unit),
    describe: (view) => describeRates(columns, view),
    table: (view) => ratesTable(columns, view),
    neighbour: (time, direction) => neighbourOf(columns.window, time, direction),
  }
}

/** All series together. */
function rateHeadline({ window }: RatesColumns, time: Seconds, unit: string): Headline | null {
  const around = readoutSeconds(window)
  const second = gather(window, time - around / 2, around, 1)
  if (second.known[0] === 0) return null
  let rate = 0
  for (let s = 0; s < second.seriesCount; s++) rate += rateOf(second, s, 0)
  return rateLine(rate, unit)
}

function readRates({ window }: RatesColumns, time: Seconds, unit: string): readonly ReadoutLine[] {
  const around = readoutSeconds(window)
  const second = gather(window, time - around / 2, around, 1)
  if (second.known[0] === 0) return []
  return window.track.series.map((name, s) => ({ name, ...rateLine(rateOf(second, s, 0), unit) }))
}

const rateLine = (rate: number, unit: string): Headline => ({
  text: formatRate(rate, unit),
  reading: { low: rate, high: rate, unit: `${unit}/s` },
})

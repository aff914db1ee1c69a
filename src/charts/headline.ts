/** What stands beside a chart's title: its own words for a moment, else the first line of its read-out; null for nothing. */
import type { Seconds } from '../kernel/units.ts'
import type { ChartModel, Headline } from './chart.ts'

export const headlineOf = (model: ChartModel, time: Seconds): Headline | null =>
  model.headline ? model.headline(time) : (model.readout(time)[0] ?? null)

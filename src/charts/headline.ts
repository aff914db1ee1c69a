/** What stands beside a chart's title: its own words for a moment, else the first line of its read-out. */
import type { Seconds } from '../kernel/units.ts'
import type { ChartModel } from './chart.ts'

export const headlineOf = (model: ChartModel, time: Seconds): string =>
  model.headline?.(time) ?? model.readout(time)[0]?.text ?? ''

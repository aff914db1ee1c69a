/** The chart that a timeline makes of one arm, with the stretches hatched in which the instance it shows was dead. */
import type { ChartModel } from '../../charts/chart.ts'
import type { Down } from '../../charts/down.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { TrackWindow } from '../../kernel/tracks.ts'
import type { Timeline, TimelineInput } from './timeline.ts'

/** Where an engine writes which instances are dead: lane i is instance i. */
export const INSTANCES = 'instances'

/** What hatches a chart; null while it is fetched, and where nothing is ever killed. */
export type DownCode = typeof import('../../charts/down.ts') | null

export interface ArmChartInput extends Omit<TimelineInput, 'window'> {
  readonly arm: string
  /** Which instance, where the timeline has one track each. */
  readonly instance: string
  readonly events: Experiment['events']
  readonly down: DownCode
}

/** The track of a timeline. */
export const trackOf = ({ stem, isPerInstance }: Timeline, instance: string): string =>
  isPerInstance ? `${stem}/${instance}` : stem

export function armChart(timeline: Timeline, input: ArmChartInput): ChartModel {
  const { beside, instance, theme } = input
  const window = beside(trackOf(timeline, instance))
  const isFilled = window !== null && window.length > 0 && window.kind === timeline.kind
  const model = timeline.model({ ...input, window: isFilled ? window : null })
  if (!timeline.isPerInstance || input.down === null) return model
  return input.down.withDown(model, downsOf(input.down, beside(INSTANCES), input), theme)
}

function downsOf(
  { downOf }: NonNullable<DownCode>,
  window: TrackWindow | null,
  { arm, instance, events }: ArmChartInput,
): readonly Down[] {
  if (window?.kind !== 'span') return []
  return downOf(window, Number(instance)).map((stretch) => ({
    ...stretch,
    event: causeOf(events, { arm, instance: Number(instance), at: stretch.from }),
  }))
}

/** The event of this arm that names the instance at that moment; the kill comes last where several do. */
function causeOf(
  events: Experiment['events'],
  place: { readonly arm: string; readonly instance: number; readonly at: number },
): string | null {
  const own = Object.entries(events ?? {}).filter(
    ([, event]) =>
      (event.arm === undefined || event.arm === place.arm) &&
      event.instance === place.instance &&
      Math.abs(event.at - place.at) < 1e-6,
  )
  return own.at(-1)?.[0] ?? null
}

/** Rows of the docked read-out: what each timeline's chart says about a moment, a value for each arm. */
import type { Experiment } from '../../experiment/document.ts'
import type { TrackInfo, TrackWindow } from '../../kernel/tracks.ts'
import { type MemoryUnit, unknownFigure } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { armChart } from '../timelines/arm-chart.ts'
import type { Timeline } from '../timelines/timeline.ts'

export interface ReadoutRow {
  readonly name: string
  /** In the order of the arms. */
  readonly values: readonly string[]
}

interface ReadoutInput {
  readonly timelines: readonly Timeline[]
  readonly tracks: Readonly<Record<string, readonly TrackInfo[]>>
  /** Where windows come from: the mirror. */
  readonly mirror: { pick(arm: string, track: string, t0: number, t1: number): TrackWindow | null }
  readonly theme: Theme
  readonly memory: MemoryUnit
  readonly moment: number
  readonly events: Experiment['events']
}

export function readoutRows(input: ReadoutInput): readonly ReadoutRow[] {
  const arms = Object.keys(input.tracks)
  return input.timelines
    .filter((timeline) => timeline.readout.length > 0)
    .flatMap((timeline) => {
      const byArm = arms.map((arm) => figuresOf(timeline, arm, input))
      const isOneOfSeveral = arms.some((arm) => input.tracks[arm].some(({ id }) => id === `${timeline.stem}/1`))
      return timeline.readout
        .map(({ name }, i) => ({
          // The figures are those of the first instance: said where there are others.
          name: isOneOfSeveral ? `${name}, instance 0` : name,
          values: byArm.map((figures) => figures[i]),
        }))
        .filter(({ values }) => values.some((value) => value !== undefined))
        .map(({ name, values }) => ({
          name,
          values: values.map((value) => shortened(value ?? unknownFigure, arms.length)),
        }))
    })
}

/** The figures of the timeline's read-out, undefined where this arm has none. */
function figuresOf(
  timeline: Timeline,
  arm: string,
  { tracks, mirror, theme, memory, moment, events }: ReadoutInput,
): readonly (string | undefined)[] {
  const model = armChart(timeline, {
    ...{ arm, theme, memory, events, instance: '0' },
    place: Object.keys(tracks).indexOf(arm),
    beside: (track) => mirror.pick(arm, track, moment, moment),
    request: null,
    chosen: {},
  })
  const lines = model.readout(moment)
  // The first line stands in the shell where the chart has no headline of its own.
  const headline = model.headline?.(moment) || lines[0]?.text
  return timeline.readout.map(({ line }) => (line === null ? headline : lines.find(({ name }) => name === line)?.text))
}

/** Beside other arms there is no room for all of `97.2 % of 61,440 tok` or `6 requests`: the figure is what is compared. */
const shortened = (text: string, arms: number): string =>
  arms > 1 ? text.split(' of ')[0].replace(/ requests$/, '') : text

/**
 * Rows of the docked read-out: what each timeline's chart says about a moment, a figure for each arm. Of several arms all figures
 * of a row are in one unit, which stands once at its name, and each says how far it is from the first.
 */
import type { Headline } from '../../charts/chart.ts'
import { headlineOf } from '../../charts/headline.ts'
import { joined } from '../../charts/reading.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { TrackInfo, TrackWindow } from '../../kernel/tracks.ts'
import { type MemoryUnit, type SharedUnit, sharedUnit, unknownFigure } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { armChart, type DownCode } from '../timelines/arm-chart.ts'
import type { Timeline } from '../timelines/timeline.ts'

export interface ReadoutRow {
  readonly name: string
  /** Said once beside the name; empty where the figures carry it. */
  readonly unit: string
  /** In the order of the arms. */
  readonly cells: readonly ReadoutCell[]
}

export interface ReadoutCell {
  readonly text: string
  /** The figure over that of the first arm; null for that arm itself, and where there is nothing to divide. */
  readonly ratio: number | null
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
  readonly down: DownCode
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
          figures: byArm.map((figures) => figures[i]),
        }))
        .filter(({ figures }) => figures.some((figure) => figure !== null))
        .map(({ name, figures }) => ({ name, ...sideBySide(figures, input.memory) }))
    })
}

/** The figures of the timeline's read-out, null where this arm has none. */
function figuresOf(
  timeline: Timeline,
  arm: string,
  { tracks, mirror, theme, memory, moment, events, down }: ReadoutInput,
): readonly (Headline | null)[] {
  const model = armChart(timeline, {
    ...{ arm, theme, memory, events, down, instance: '0' },
    place: Object.keys(tracks).indexOf(arm),
    beside: (track) => mirror.pick(arm, track, moment, moment),
    request: null,
    chosen: {},
  })
  const lines = model.readout(moment)
  // What the shell says, where a row is its headline.
  return timeline.readout.map(({ line }) =>
    line === null ? headlineOf(model, moment) : (lines.find(({ name }) => name === line) ?? null),
  )
}

/** One arm says its figure in its own words; several share a unit. */
function sideBySide(figures: readonly (Headline | null)[], memory: MemoryUnit): Omit<ReadoutRow, 'name'> {
  const [first] = figures
  if (figures.length === 1) return { unit: '', cells: [{ text: first?.text ?? unknownFigure, ratio: null }] }
  const readings = figures.flatMap((figure) => figure?.reading ?? [])
  const unit = sharedUnit(
    readings.map(({ high }) => high),
    readings[0]?.unit ?? '',
    memory,
  )
  return {
    unit: unit.name,
    cells: figures.map((figure, place) => ({
      text: textOf(figure, unit),
      ratio: place === 0 ? null : ratioOf(figure, first),
    })),
  }
}

function textOf(figure: Headline | null, unit: SharedUnit): string {
  if (figure === null) return unknownFigure
  if (figure.reading === undefined) return figure.text
  return joined(unit.figure(figure.reading.low), unit.figure(figure.reading.high))
}

/** Of the middles where a column holds several values: a bar says about how much, the figures beside it say what. */
function ratioOf(figure: Headline | null, first: Headline | null): number | null {
  if (figure?.reading === undefined || first?.reading === undefined) return null
  const middle = ({ low, high }: { readonly low: number; readonly high: number }) => (low + high) / 2
  return middle(first.reading) > 0 ? middle(figure.reading) / middle(first.reading) : null
}

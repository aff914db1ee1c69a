/** Rows of the docked read-out: what each timeline's chart says about a moment, a value for each arm. */
import type { TrackInfo, TrackWindow } from '../../kernel/tracks.ts'
import { type MemoryUnit, unknownFigure } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
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
}

export function readoutRows(input: ReadoutInput): readonly ReadoutRow[] {
  const arms = Object.keys(input.tracks)
  return input.timelines
    .filter((timeline) => timeline.readoutLines > 0)
    .flatMap((timeline) => {
      const byArm = arms.map((arm) => linesOf(timeline, arm, input))
      const longest = byArm.reduce((most, lines) => (lines.length > most.length ? lines : most), [])
      return longest.map((line, i) => ({
        // One line speaks for its timeline; several say what they count.
        name: timeline.readoutLines === 1 ? (timeline.shortName ?? timeline.title) : capital(line.name),
        values: byArm.map((lines) => shortened(lines[i]?.text ?? unknownFigure, arms.length)),
      }))
    })
}

function linesOf(timeline: Timeline, arm: string, { mirror, theme, memory, moment }: ReadoutInput) {
  const track = timeline.isPerInstance ? `${timeline.stem}/0` : timeline.stem
  const window = mirror.pick(arm, track, moment, moment)
  if (!window || window.length === 0 || window.kind !== timeline.kind) return []
  const model = timeline.model({
    arms: [{ key: arm, label: arm, window }],
    chosenArm: null,
    request: null,
    beside: () => null,
    theme,
    memory,
    chosen: {},
  })
  return model.readout(moment).slice(0, timeline.readoutLines)
}

/** Beside other arms there is no room for all of `97.2 % of 61,440 tok` or `6 requests`: the figure is what is compared. */
const shortened = (text: string, arms: number): string =>
  arms > 1 ? text.split(' of ')[0].replace(/ requests$/, '') : text

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Rows of the docked read-out: what each timeline's chart says about a moment, the first lines of it. */
import type { TrackInfo, TrackWindow } from '../../kernel/tracks.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import type { Timeline } from '../timelines/timeline.ts'

export interface ReadoutRow {
  readonly name: string
  readonly text: string
  /** Letter of the arm, where there are several. */
  readonly arm: string
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

export function readoutRows({ timelines, tracks, mirror, theme, memory, moment }: ReadoutInput): readonly ReadoutRow[] {
  const keys = Object.keys(tracks)
  return timelines.flatMap((timeline) => {
    if (timeline.readoutLines === 0) return []
    const track = timeline.isPerInstance ? `${timeline.stem}/0` : timeline.stem
    return keys.flatMap((key) => {
      const window = mirror.pick(key, track, moment, moment)
      if (!window || window.length === 0 || window.kind !== timeline.kind) return []
      const arms = [{ key, label: key.toUpperCase(), window }]
      const model = timeline.model({ arms, beside: () => null, theme, memory, chosen: {} })
      const lines = model.readout(moment).slice(0, timeline.readoutLines)
      return lines.map((line) => ({
        // One line speaks for its timeline; several say what they count.
        name: timeline.readoutLines === 1 ? timeline.title : capital(line.name),
        text: line.text,
        arm: keys.length > 1 ? key.toUpperCase() : '',
      }))
    })
  })
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

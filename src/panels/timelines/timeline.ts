/**
 * A timeline as a definition: which tracks it shows and the chart model it makes of them. The list is a registry; the
 * rows on the page, the docked read-out and the menu of hidden timelines all come from it.
 */
import type { ChartModel } from '../../charts/chart.ts'
import type { TrackKind, TrackWindow, TrackWindowOf } from '../../kernel/tracks.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'

/** A small menu in the shell of a timeline, e.g. which layer of the experts. The first option is the default. */
export interface TimelineMenu {
  readonly id: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/**
 * A figure of the read-out. Its name is its own in the whole lab: a name stands for one definition (a law walks them all), so
 * what the title of the timeline means must be what its headline says.
 */
export interface ReadoutFigure {
  readonly name: string
  /** Which line of the chart's read-out it is, by name; null: what the shell says, e.g. the sum of a stack. */
  readonly line: string | null
}

/** What the chart of one arm is made of. */
export interface TimelineInput<K extends TrackKind = TrackKind> {
  /** The timeline's own track; null where the arm has none. */
  readonly window: TrackWindowOf<K> | null
  /** Another track of the arm, e.g. preemptions beside the KV cache. */
  readonly beside: (track: string) => TrackWindow | null
  /** Place of the arm in the document: its colour. */
  readonly place: number
  /** The selected request, where it is one of this arm. */
  readonly request: number | null
  readonly theme: Theme
  readonly memory: MemoryUnit
  /** Chosen values of the menus, by menu id. */
  readonly chosen: Readonly<Record<string, string>>
}

export interface Timeline<K extends TrackKind = TrackKind> {
  readonly id: string
  readonly title: string
  readonly kind: K
  /** Track id, or its part before `/instance`. */
  readonly stem: string
  /** One track an instance: the shell gets a picker where there are several. */
  readonly isPerInstance: boolean
  /** Rows of the docked read-out, in order; none for a timeline that is read in its own shell. */
  readonly readout: readonly ReadoutFigure[]
  menus?(window: TrackWindowOf<K>): readonly TimelineMenu[]
  model(input: TimelineInput<K>): ChartModel
  /** A level whose arms may lie over each other as lines, since it does not jump between stacks. */
  readonly isSmooth?: boolean
  /** What to say, and which edit shows one, where the set-up has nothing to record; by engine. */
  readonly whenAbsent?: Readonly<Record<string, Absence>>
}

export interface Absence {
  readonly words: string
  readonly path: string
  readonly value: string
  readonly action: string
}

/** Lets each definition speak of its own kind of window while the registry holds them all. */
export function defineTimeline<K extends TrackKind>(timeline: Timeline<K>): Timeline {
  return timeline as unknown as Timeline
}

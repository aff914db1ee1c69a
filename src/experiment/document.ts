/**
 * THE document. A URL is its difference from the frozen defaults of its version; a file is the same as JSON.
 * This folder knows the envelope only: what is inside `setup` belongs to the engine's schema.
 */
import type { Seconds } from '../kernel/units.ts'

/** A patch: same shape as what it changes, only the changed keys; null deletes a key of a keyed record. */
export type Patch = { readonly [key: string]: unknown }

export interface ExperimentEvent {
  readonly at: Seconds
  readonly kind: string
  readonly [detail: string]: unknown
}

/** What is too large for a link, by content. Up to about 4 kB the rows travel in `embedded`. */
export interface DataReference {
  readonly title: string
  readonly rows: number
  /** Hex digest of the parsed content (kernel/digest), so that the same trace in two formats is the same data. */
  readonly hash: string
  readonly embedded?: string
}

export interface Sweep {
  /** One or two axes: document path below `setup` and the values it takes. */
  readonly axes: Readonly<Record<string, { readonly path: string; readonly values: readonly unknown[] }>>
}

/** Where the reader was looking. Not undoable, changes no number. */
export interface View {
  readonly t0?: Seconds
  readonly t1?: Seconds
  readonly at?: Seconds
  /** Ids separated by commas, as are the next three: timelines that stick to the top, that are hidden, and their order. */
  readonly pins?: string
  readonly hidden?: string
  readonly order?: string
  /** Timelines whose arms lie over each other. */
  readonly overlay?: string
  /** What the reader of the link cannot change, and does not see: ids of groups of knobs, or paths below `setup`. */
  readonly lock?: string
  readonly hide?: string
  /** Which view of the stage is open; the timelines where absent. */
  readonly stage?: string
  /** Notes on moments and ranges, by key. */
  readonly notes?: Readonly<Record<string, Note>>
}

export interface Note {
  readonly at: Seconds
  /** End of a range; a moment where absent. */
  readonly until?: Seconds
  readonly words: string
}

export interface Experiment {
  readonly v: number
  readonly engine: { readonly id: string; readonly version: string }
  readonly title: string
  readonly seed: number
  readonly setup: Patch
  /** 1 to 4 patches of `setup` by key; the first is the baseline. */
  readonly arms: Readonly<Record<string, Patch>>
  readonly events?: Readonly<Record<string, ExperimentEvent>>
  readonly sweep?: Sweep
  readonly data?: Readonly<Record<string, DataReference>>
  readonly view?: View
}

/** Keys of the first arm of a document without named arms. */
export const BASELINE = 'a'
export const MOST_ARMS = 4

/**
 * Tracks: everything a run shows over time, in four kinds with their own reductions, and the windows charts ask for.
 *
 * level  a step function of several series: time-weighted mean, min, max, last; min and max of their sum
 * count  amounts that happen at a time: sum
 * span   a state of one lane from start to end: coalesced below a pixel
 * grid   amounts per cell (an expert, a block): sum per cell
 *
 * A track keeps at most `budget` rows at its finest level; when they are used up neighbours are folded in pairs and
 * `fold` doubles, so a run of any length stays within its memory and the window says how coarse it is.
 */
import type { Seconds } from './units.ts'

/** Where data come from: a stochastic process, a model that really ran, or a file. Shown wherever data appear. */
export type Provenance = 'assumed' | 'computed' | 'recorded'

export interface TrackSpec {
  /** `kv/0`: what, and after the slash the instance where there are several. */
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly provenance?: Provenance
  /** Names of the series (level, count) or states (span), in stacking order. For a grid: names of the layers. */
  readonly series: readonly string[]
  /** Upper bound of the stacked series, e.g. the KV capacity in tokens. */
  readonly capacity?: number
  /** Grid only: cells of one layer, e.g. experts. A row holds series.length × cells amounts. */
  readonly cells?: number
  /** Most rows kept at the finest level; a power of two. Default 8,192 (grid 1,024, span 65,536). */
  readonly budget?: number
}

/** A step function. Set `value[s]` for the series that change, then `mark(now)`: the values hold from now on. */
export interface LevelTrack {
  readonly value: Float64Array
  mark(now: Seconds): void
}

/** Amounts at a time. Add to `value[s]`, then `mark(now)` books them at now and clears them. */
export interface CountTrack {
  readonly value: Float64Array
  mark(now: Seconds): void
}

/** States of lanes. A lane is in one state at a time; `item` says whose span it is (a request). */
export interface SpanTrack {
  /** The lane enters `state` (index into series) at `now`, ending what it was in. */
  enter(lane: number, state: number, now: Seconds, item: number): void
  /** The lane becomes empty at `now`. */
  leave(lane: number, now: Seconds): void
}

/** Amounts per cell. Add to `value[layer × cells + cell]`, then `mark(now)` closes the row of one iteration. */
export interface GridTrack {
  readonly value: Float64Array
  mark(now: Seconds): void
}

/** Where engines write. Ids are unique; asking twice for one throws. */
export interface Recorder {
  level(spec: TrackSpec): LevelTrack
  count(spec: TrackSpec): CountTrack
  span(spec: TrackSpec): SpanTrack
  grid(spec: TrackSpec): GridTrack
}

export type TrackKind = 'level' | 'count' | 'span' | 'grid'
export type TrackInfo = TrackSpec & { readonly kind: TrackKind }

interface WindowBase {
  readonly track: TrackInfo
  /** The range answered, at least the range asked for where the run has data: padded and quantised. */
  readonly from: Seconds
  readonly until: Seconds
  /** The run is known up to here: rows end here at the latest. */
  readonly computed: Seconds
  /** Raw rows per kept row at the finest level, 1 when nothing was folded. Span: 1 + times its grain was doubled. */
  readonly fold: number
  readonly length: number
}

/** Row i holds from start[i] to start[i + 1] (the last one to `ends`). Values are series-major: [s × length + i]. */
export interface LevelWindow extends WindowBase {
  readonly kind: 'level'
  readonly start: Float64Array
  readonly ends: Seconds
  readonly mean: Float32Array
  readonly low: Float32Array
  readonly high: Float32Array
  readonly last: Float32Array
  /** Smallest and largest sum of all series at one moment of the row: [i]. */
  readonly sumLow: Float32Array
  readonly sumHigh: Float32Array
}

/** Amounts in [start[i], start[i + 1]), the last row up to `ends`. Series-major. */
export interface CountWindow extends WindowBase {
  readonly kind: 'count'
  readonly start: Float64Array
  readonly ends: Seconds
  readonly sum: Float64Array
}

/** Spans sorted by start. Row i lasts [start[i], end[i]) on its lane; an open span ends at `computed`. */
export interface SpanWindow extends WindowBase {
  readonly kind: 'span'
  readonly start: Float64Array
  readonly end: Float64Array
  readonly lane: Int32Array
  readonly state: Uint8Array
  /** Whose span: the request, or -1 where coalesced spans had several. */
  readonly item: Int32Array
  /** Lanes used in the whole run. */
  readonly lanes: number
}

/** Amounts per cell in [start[i], start[i + 1]). Row-major: [i × layers × cells + layer × cells + cell]. */
export interface GridWindow extends WindowBase {
  readonly kind: 'grid'
  readonly start: Float64Array
  readonly ends: Seconds
  readonly sum: Float32Array
  readonly layers: number
  readonly cells: number
}

export type TrackWindow = LevelWindow | CountWindow | SpanWindow | GridWindow
export type TrackWindowOf<K extends TrackKind> = Extract<TrackWindow, { kind: K }>

/** What the run's owner reads. `window` answers in O(pixels): never more than 2 rows a pixel (span: per lane). */
export interface TrackReader {
  readonly tracks: readonly TrackInfo[]
  window(track: string, t0: Seconds, t1: Seconds, pixels: number): TrackWindow | null
}

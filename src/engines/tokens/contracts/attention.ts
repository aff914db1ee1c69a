/** Where algorithms look into a pass of a model, and change what happens. */
import type { KvEntries } from './cache.ts'

/** One head of one row about to attend; the object is reused. */
export interface AttentionSite {
  layer: number
  head: number
  kvHead: number
  row: number
  /** Rows of the chunk, the place of its first, and the position of this row. */
  rows: number
  first: number
  position: number
  /** First of the head's entries in the columns of the cache, and how many there are to see. */
  entry: number
  count: number
  sink: number
  /** (count) scores, and after `mix` probabilities. */
  readonly weights: Float32Array
}

/** Where decoders, compressors and gates plug in. Each is absent in the plain model. */
export interface Seams {
  /** Attends for one head of one row; calls `attend` to do it, before or after looking. */
  readonly attend?: (site: AttentionSite, attend: () => void) => void
  /** Between scores and probabilities of a head: −∞ hides an entry. What is hidden is not read. */
  readonly mask?: (site: AttentionSite) => void
  /** Entries of a layer were appended: [first, first + rows) by place. What it does to the cache, attention sees. */
  readonly appended?: (cache: KvEntries, layer: number, first: number, rows: number) => void
  /** Whether a layer is done at all for this chunk. */
  readonly layerGate?: (layer: number) => boolean
}

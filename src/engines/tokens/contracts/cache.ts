/**
 * Keys and values of one text as algorithms see them. Every KV head of every layer has its own list of entries, so that heads can
 * forget differently; an entry knows its token's place, its position, and in how many bits it is kept.
 */
import type { ModelShape } from './shape.ts'

export interface KvEntries {
  readonly shape: ModelShape
  /** Most entries a head can hold. */
  readonly capacity: number
  /** As attention reads them: (layers, kvHeads, capacity, headDim); keys are rotated to their position. */
  readonly keys: Float32Array
  readonly values: Float32Array
  /** Keys before rotation, for what works on them there; same shape. */
  readonly rawKeys: Float32Array
  /** Of an entry: its token's place in the sequence, and the position its key is rotated to; (layers, kvHeads, capacity). */
  readonly place: Int32Array
  readonly position: Int32Array
  readonly keyBits: Uint8Array
  readonly valueBits: Uint8Array
  /** Place of the first token of the group that a rounded key shares its bounds with. */
  readonly keyGroup: Int32Array
  /** Bits of the bounds of a group of rounded keys, and of a rounded value: set by who rounds. */
  groupBits: { readonly key: number; readonly value: number }
  /** Attention that an entry has received, for policies that ask for it. */
  readonly heat: Float64Array
  /** Entries that a head holds; (layers, kvHeads). */
  readonly counts: Int32Array
  /** Whether a layer still has its learned sink, which is the first thing a plain window forgets. */
  readonly hasSink: Uint8Array
  /** Tokens fed so far. A head may hold fewer entries. */
  readonly length: number
  /** Which list a head is: index into `counts`, and `× capacity` into the columns of entries. */
  list(layer: number, kvHead: number): number
  /** Keeps the entries of a head for which `isKept` says so; the others are evicted for good. */
  evict(layer: number, kvHead: number, isKept: (entry: number) => boolean): void
  /** Forgets every token from `place` on. */
  truncate(place: number): void
  clear(): void
}

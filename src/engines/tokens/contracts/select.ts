/**
 * Which of the kept entries a row reads, and what finding them costs. Nothing is evicted: what one row leaves, the next may read. Prompts
 * are read whole; from the first drafted or written token on every row is asked for itself, so a draft changes nothing.
 */
import type * as z from 'zod'
import type { KvEntries } from './cache.ts'
import type { Calibrate } from './calibration.ts'
import type { Definition } from './definition.ts'

/** A row about to look at the entries of a KV head, all its query heads together; the object is reused. */
export interface SelectSite {
  layer: number
  kvHead: number
  /** Which list of the cache it is. */
  list: number
  /** Position of the row, whose own entry is the last that it sees. */
  position: number
  /** Entries [0, count) of the list: whether the row could see one, its token's place, and 1 where it is to be read. */
  count: number
  readonly isSeen: Uint8Array
  readonly isRead: Uint8Array
  placeOf(entry: number): number
  /** Query heads of the group, and channel `d` of one, turned to its position. */
  readonly heads: number
  queryOf(head: number, d: number): number
  /** What the row's attention would be, before the softmax: what only an oracle knows before it reads. */
  scoreOf(head: number, entry: number): number
}

export interface Select {
  /** A text begins: what is known of another is forgotten. */
  begin?(): void
  /** Brings an index up to what a list holds; keys are at hand here, as they are when they are written. */
  index?(cache: KvEntries, list: number): void
  /** Marks what is read; returns the bits of the index that were read to find it. */
  choose(site: SelectSite): number
}

export interface SelectContext {
  /** What an offline pass of the model says of its channels. */
  readonly calibrate: Calibrate
}

export const defineSelect = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Select | null, SelectContext>,
): Definition<Id, K, Select | null, SelectContext> => definition

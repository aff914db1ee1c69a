/** How entries of the cache are kept: applied to what has become text, after every round. */
import type * as z from 'zod'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'

export interface KvFormat extends KeptBounds {
  /** `turnKey` rotates the key of an entry anew to its position, from what stands in `rawKeys`. */
  settle(cache: KvEntries, turnKey: (entry: number) => void): void
}

export interface KeptBounds {
  /** Bits of bounds that come with a rounded key and value of one entry and head. */
  readonly metadataBits: { readonly key: number; readonly value: number }
}
export const defineKvFormat = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, KvFormat, void>,
): Definition<Id, K, KvFormat, void> => definition

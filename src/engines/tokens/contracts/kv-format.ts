/** How entries of the cache are kept: applied to what has become text, after every round. */
import type * as z from 'zod'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'

export interface KvFormat {
  /**
   * `turnKey` rotates the key of an entry anew to its position, from what stands in `rawKeys`. Who rounds says in the cache what
   * bounds cost (`groupBits`), and which keys share theirs (`keyGroup`).
   */
  settle(cache: KvEntries, turnKey: (entry: number) => void): void
}
export const defineKvFormat = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, KvFormat, void>,
): Definition<Id, K, KvFormat, void> => definition

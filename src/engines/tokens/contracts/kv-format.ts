/** How entries of the cache are kept: applied to what has become text, after every round. */
import type * as z from 'zod'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'

export interface KvFormat {
  /** Rows see entries otherwise once they are settled: a draft is then judged row by row. */
  readonly isByRow?: true
  /**
   * `turnKey` rotates the key of an entry anew to its position, from what stands in `rawKeys`. Who rounds says in the cache what
   * bounds cost (`groupBits`), and which keys share theirs (`keyGroup`).
   */
  settle(cache: KvEntries, turnKey: (entry: number) => void): void
}

export interface KvFormatDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, KvFormat, void> {
  /** Keys are kept as they are after their rotation, and cannot be turned again. */
  keepsTurned?(knobs: z.output<Knobs>): boolean
}
export const defineKvFormat = <Id extends string, K extends z.ZodType>(
  definition: KvFormatDefinition<Id, K>,
): KvFormatDefinition<Id, K> => definition

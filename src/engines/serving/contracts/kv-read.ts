/** How much of the cached KV decoding reads. */
import type * as z from 'zod'
import type { Tokens } from '../../../kernel/units.ts'
import type { ContentReader } from './content.ts'
import type { Definition, RoleContext } from './definition.ts'

/** How much of the cached KV decoding reads. */
export interface KvRead {
  /** Cached positions of these streams (the first `count`) that one iteration need not read; null where it reads them all. */
  readonly unread: ((streams: Int32Array, count: number) => Tokens) | null
}
export interface KvReadContext extends RoleContext {
  readonly content: ContentReader
}
export const defineKvRead = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, KvRead, KvReadContext>,
): Definition<Id, K, KvRead, KvReadContext> => definition

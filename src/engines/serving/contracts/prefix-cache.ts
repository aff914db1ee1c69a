/** What happens to blocks that nobody uses. */
import type * as z from 'zod'
import type { Definition } from './definition.ts'

/** What happens to blocks that nobody uses: which idle block goes first when room is needed. */
export interface PrefixCache {
  /** Whether finished content stays as idle, findable blocks at all. */
  readonly keeps: boolean
  /** What goes when room is needed: the idle block longest released, or the whole branch that ends in such a block. */
  readonly evicts: 'block' | 'branch'
}
export const definePrefixCache = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, PrefixCache, null>,
): Definition<Id, K, PrefixCache, null> => definition

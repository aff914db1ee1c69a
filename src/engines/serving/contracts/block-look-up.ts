/** What it costs a server to find the blocks of its requests, and how often it looks. */
import type * as z from 'zod'
import type { Seconds } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'
import type { Found, RealSource } from './real-source.ts'

/** One look-up in a structure that holds so many blocks. */
export interface LookUpCost {
  readonly time: Seconds
  /** Lines that come from beyond the caches of a core. */
  readonly missed: number
}

export interface BlockLookUp {
  /** Filled in and handed back: the same object each time. Null where looking costs nothing. */
  readonly costAt: ((blocks: number) => LookUpCost) | null
  /** Whether every request of an iteration looks for all of its blocks anew, or a prompt once, when it is admitted. */
  readonly isEveryIteration: boolean
}

export interface BlockLookUpContext {
  /** What was measured of a structure; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
}

export interface BlockLookUpDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, BlockLookUp, BlockLookUpContext> {
  /** The measurement it follows; absent where looking costs nothing, and a run then has no such mechanism. */
  follows?(knobs: z.output<Knobs>): RealSource
}

export const defineBlockLookUp = <Id extends string, K extends z.ZodType>(
  definition: BlockLookUpDefinition<Id, K>,
): BlockLookUpDefinition<Id, K> => definition

/** What a thread holds while it goes through a structure, so that others may go through it at the same time. */
import type * as z from 'zod'
import type { Definition } from '../../../schema/definition.ts'
import type { Locks } from './locks.ts'
import type { CountedMemory } from './memory.ts'
import type { Lane, Steps } from './operation.ts'
import type { Insertion, OrderedIndex } from './ordered-index.ts'

export interface LockRule {
  /** The value; NaN where the key is not there. */
  find(lane: Lane, key: number): Steps<number>
  /** Whether the key was there. */
  update(lane: Lane, key: number, value: number): Steps<boolean>
  insert(lane: Lane, insertion: Insertion): Steps<void>
  /** How many keys from `key` on it has read, at most `most`. */
  read(lane: Lane, key: number, most: number): Steps<number>
}

export interface LockContext {
  readonly index: OrderedIndex
  readonly locks: Locks
  readonly memory: CountedMemory
}

export const defineLockRule = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, LockRule, LockContext>,
): Definition<Id, K, LockRule, LockContext> => definition

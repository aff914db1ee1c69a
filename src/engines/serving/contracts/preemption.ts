/** What becomes of a preempted request’s KV. */
import type * as z from 'zod'
import type { Bytes, Seconds, Tokens } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'

/** What becomes of a preempted request's KV. */
export interface Preemption {
  /** Bytes of host memory for swapped blocks; 0 recomputes. */
  readonly hostCapacity: Bytes
  /** Whether a victim with so many positions is better moved than computed again; always, where not given. */
  isWorthMoving?(tokens: Tokens): boolean
}
export interface PreemptionContext {
  /** Times of computing so many positions anew, and of moving them over the host link one way. */
  recomputeTime(tokens: Tokens): Seconds
  moveTime(tokens: Tokens): Seconds
}
export interface PreemptionDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Preemption, PreemptionContext> {
  /** Whether its victims may move to host memory, which has a capacity then. */
  readonly moves?: true
}
export const definePreemption = <Id extends string, K extends z.ZodType>(
  definition: PreemptionDefinition<Id, K>,
): PreemptionDefinition<Id, K> => definition

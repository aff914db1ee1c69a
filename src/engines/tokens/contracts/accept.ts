/** When a drafted token is accepted, and what the target's distribution becomes when it is not. */

import type * as z from 'zod'
import type { Definition } from './definition.ts'

/** One decision: token `x` at a node whose target distribution is p[pAt …]. q is null for a point mass on x. */
export interface Decision {
  readonly p: Float32Array
  readonly pAt: number
  readonly q: Float32Array | null
  readonly qAt: number
  readonly vocab: number
  readonly token: number
}

export interface AcceptanceRule {
  accepts(decision: Decision, u: number): boolean
  /** Turns p into what is left for the next sibling, or for the token drawn in its place. */
  reject(decision: Decision): void
}

export interface AcceptDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, AcceptanceRule, void> {
  /** What it writes is not what the target alone would have written: told wherever it is chosen. */
  readonly isLossy: boolean
}
export const defineAccept = <Id extends string, K extends z.ZodType>(
  definition: AcceptDefinition<Id, K>,
): AcceptDefinition<Id, K> => definition

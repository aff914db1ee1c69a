/** Which masked places are filled in after a step: always one at least, or nothing would ever end. */
import type * as z from 'zod'
import type { Definition } from './definition.ts'

export interface Candidate {
  readonly place: number
  readonly token: number
  /** Probability that the model gives the token. */
  readonly confidence: number
}

export interface Commit {
  choose<C extends Candidate>(candidates: readonly C[]): readonly C[]
}
export const defineCommit = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Commit, void>,
): Definition<Id, K, Commit, void> => definition

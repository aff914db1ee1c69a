/** Which masked places are filled in after a step: always one at least, or nothing would ever end. */
import type * as z from 'zod'
import type { Definition } from './definition.ts'

/** A masked place of the block in hand, as the model sees it in this step. */
export interface Candidate {
  readonly place: number
  /** The token that would stand there, and the probability that the model gives it. */
  readonly token: number
  readonly confidence: number
  /** Of the whole distribution there, nats. */
  readonly entropy: number
  /** Steps in a row with this token in front, this one among them. */
  readonly age: number
  /** A draw from 0 to 1 of its own, for a rule that decides nothing. */
  readonly chance: number
}

/** The block around them. */
export interface BlockView {
  /** Its first place, and the one behind its last. */
  readonly first: number
  readonly until: number
  /** Step of the text, 0 for the first. */
  readonly step: number
  /** Step in which a place of the text was filled in; −1 for a mask, and for the prompt. */
  filledAt(place: number): number
}

export interface Commit {
  /** Candidates in the order of their places. Those that it returns are filled in. */
  choose<C extends Candidate>(candidates: readonly C[], block: BlockView): readonly C[]
}
export const defineCommit = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Commit, void>,
): Definition<Id, K, Commit, void> => definition

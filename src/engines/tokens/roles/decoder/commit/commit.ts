/** Which masked places are filled in after a step: always one at least, or nothing would ever end. */
import type * as z from 'zod'

export interface Candidate {
  readonly place: number
  readonly token: number
  /** Probability that the model gives the token. */
  readonly confidence: number
}

export interface Commit {
  choose(candidates: readonly Candidate[]): readonly Candidate[]
}

export interface CommitDefinition<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  create(knobs: z.output<Knobs>): Commit
}

export const defineCommit = <Knobs extends z.ZodType>(definition: CommitDefinition<Knobs>): CommitDefinition<Knobs> =>
  definition

/** The surest first; the earlier place of equals. */
export const bySureness = (candidates: readonly Candidate[]): readonly Candidate[] =>
  [...candidates].sort((a, b) => b.confidence - a.confidence || a.place - b.place)

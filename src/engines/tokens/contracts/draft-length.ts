/** How many tokens a round drafts: asked after every drafted token. Trees have their own sizes and do not ask. */
import type * as z from 'zod'
import type { Definition } from './definition.ts'
import type { WeightFile } from './weight-file.ts'

/** What the drafter knows when it has drawn a token. A rule may look at all of it, since the token is verified anyway. */
export interface DraftStep {
  /** 1 for the first token of the round. */
  readonly depth: number
  /** The token's own probability under q, and the largest of q. */
  readonly probability: number
  readonly largest: number
  /** Entropy of q, nats. */
  readonly entropy: number
  /** What `foretell` says of the token; NaN where nobody foretells. */
  readonly foretold: number
  /** A draw from 0 to 1 of its own, for a rule that decides nothing. */
  readonly chance: number
}

/** A draft that the target has judged. */
export interface JudgedDraft {
  /** Rows of the draft, its root included. */
  readonly count: number
  /** By row, a `Verdict`. Who has not declared to see it and reads it, throws. */
  readonly verdict: Uint8Array
}

export interface DraftLength {
  /** Another text begins: nothing is remembered, so that it can be looked at again by itself. */
  reset?(): void
  /** Most tokens this round may draft. */
  most(): number
  /**
   * The chance that a token is accepted, of the draft's hidden state (dim) behind it. A token must be fed before it can be judged, so
   * foretelling costs a round its last pass.
   */
  readonly foretell?: (hidden: Float32Array) => number
  /** Whether to draft another token after this one. */
  goesOn(step: DraftStep): boolean
  /**
   * Whether a rule that has said no takes one token more. Foretelling feeds a token, and the same pass has drawn the next one: it is there
   * for nothing, and is verified like all others.
   */
  takesNext?(): boolean
  /** Rows of the draft that count, after the verdict: what no rule knows in time, so it must be declared (`sees`). */
  readonly keeps?: (draft: JudgedDraft) => number
  /** What became of the round. */
  settle(drafted: number, accepted: number): void
}

export interface DraftLengthContext {
  /** A file of those that the definition names. */
  file(name: string): WeightFile
}

export interface DraftLengthDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, DraftLength, DraftLengthContext> {
  /** Files that it reads. */
  readonly files?: readonly string[]
  /** The one draft model that its head was trained on. */
  readonly headOf?: string
}
export const defineDraftLength = <Id extends string, K extends z.ZodType>(
  definition: DraftLengthDefinition<Id, K>,
): DraftLengthDefinition<Id, K> => definition

/** How many tokens a round drafts: asked after every drafted token. Trees have their own sizes and do not ask. */
import type * as z from 'zod'

/** What the drafter knows when it has drawn a token. A policy may look at all of it, since the token is verified anyway. */
export interface DraftStep {
  /** 1 for the first token of the round. */
  readonly depth: number
  /** The token's own probability under q, and the largest of q. */
  readonly probability: number
  readonly largest: number
  /** Entropy of q, nats. */
  readonly entropy: number
  /** What a trained head says of the token: its chance to be accepted; NaN where there is no head. */
  readonly foretold: number
}

export interface LengthPolicy {
  /** Another request begins: nothing is remembered, so that it can be looked at again by itself. */
  reset?(): void
  /** Most tokens this round may draft. */
  most(): number
  /** Whether to draft another token after this one. */
  goesOn(step: DraftStep): boolean
  /** What became of the round. */
  settle(drafted: number, accepted: number): void
}

export interface LengthDefinition<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  /** Reads a head trained to foretell acceptance. */
  readonly needsHead?: true
  /** The one draft model that its head was trained on. */
  readonly headOf?: string
  /** Knows what the target will reject: an upper bound, no algorithm. Rounds are cut after the first rejection. */
  readonly isOracle?: true
  create(knobs: z.output<Knobs>): LengthPolicy
}

export const defineLength = <Knobs extends z.ZodType>(definition: LengthDefinition<Knobs>): LengthDefinition<Knobs> =>
  definition

/** No batch of drafted tokens is longer: a round must fit the rows that a target pass has room for. */
export const MOST_DRAFTED = 32

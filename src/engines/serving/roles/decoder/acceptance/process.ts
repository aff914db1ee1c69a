/**
 * An acceptance process: which drafted tokens the target model keeps, as chance. A statement about the pair of models and
 * the text, so it knows output positions and nothing of draft lengths, batches or time: the draft for position 17 of a
 * request is kept or not whatever was drafted with it. Arms that differ in draft length therefore share their luck.
 */
import type * as z from 'zod'
import type { Draws } from '../../../../../kernel/draws.ts'
import type { ColumnKind, RequestColumn } from '../../../../../kernel/memory.ts'
import type { Provenance } from '../../../../../kernel/tracks.ts'
import type { Found, RealSource } from '../../../contracts/real-source.ts'
import type { RequestId } from '../../../contracts/request.ts'

export interface AcceptanceProcess {
  /**
   * How many drafts in a row are kept: those for the output positions `position`, `position + 1`, … of the request, at
   * most `drafts`, up to the first that is rejected. All before `position` must have been emitted.
   */
  accepted(request: RequestId, position: number, drafts: number): number
}

export interface AcceptanceContext {
  readonly draws: Draws
  /** Real behaviour to follow; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
  perRequest<K extends ColumnKind>(kind: K, initial?: number): RequestColumn<K>
}

export interface AcceptanceDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType> {
  readonly id: Id
  readonly title: string
  /** One sentence: what it does. */
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  /** Where its chances come from; assumed where absent. */
  readonly provenance?: Provenance
  /** The real behaviour it follows, where it does. */
  follows?(knobs: z.output<Knobs>): RealSource
  create(knobs: z.output<Knobs>, context: AcceptanceContext): AcceptanceProcess
}

export const defineAcceptance = <Id extends string, K extends z.ZodType>(
  definition: AcceptanceDefinition<Id, K>,
): AcceptanceDefinition<Id, K> => definition

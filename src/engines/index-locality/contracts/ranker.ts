/** How a peer orders what fits a query, from what it knows of clicks: its own, and those that others have told it of. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Definition } from '../../../schema/definition.ts'

/** Clicks that a peer knows of. Reading them reads lines of its log. */
export interface ClickLog {
  each(visit: (clicker: number, query: number, item: number, count: number) => void): void
}

export interface RankingView {
  readonly peers: number
  readonly queries: number
  readonly log: (peer: number) => ClickLog
  /** Clicks of everybody, in one place: what a peer does not have. Only who says that it sees it may ask. */
  readonly everything: () => ClickLog
  /** What a group really wants; nobody has it. */
  readonly wanted: (peer: number, item: number) => number
  readonly draws: Draws
}

export interface Ranker {
  /** Writes a score for every candidate: higher stands first, equal ones as they stand. */
  score(
    asked: { readonly peer: number; readonly query: number; readonly items: readonly number[]; readonly key: number },
    into: Float64Array,
  ): void
  /** How much another peer counts for one, where that is a thing; for the picture. */
  weight?(peer: number, other: number): number
}

export type RankerSees = 'everything' | 'wanted'

export interface RankerDefinition<Id extends string, K extends z.ZodType>
  extends Definition<Id, K, Ranker, RankingView> {
  readonly sees?: readonly RankerSees[]
}

export const defineRanker = <Id extends string, K extends z.ZodType>(
  definition: RankerDefinition<Id, K>,
): RankerDefinition<Id, K> => definition

/** Which entries of the cache stay: asked once the prompt is read, and after every token of the answer. */
import type * as z from 'zod'
import type { AttentionSite } from './attention.ts'
import type { KvEntries } from './cache.ts'
import type { Definition } from './definition.ts'

/**
 * What a row sees by places alone. It is the same whatever else has been read, so it holds while the prompt is read in pieces and for
 * rows of a draft that go through together; evicting only frees what no later row will see.
 */
export interface Sight {
  sees(row: number, entry: number): boolean
  /** Whether the learned sink, which stands before the first token, is still there. */
  hasSink(row: number): boolean
  /** The first tokens stand so much further on when this row looks; absent: where they are in the text. */
  readonly moved?: { readonly first: number; by(row: number): number }
}

export interface Retention {
  readonly sight?: Sight
  /**
   * What stays depends on every token that came, beyond `sight`: then a draft is judged row by row, and the cache settled in between,
   * or its later rows would see what they could not see one by one.
   */
  readonly isByRow?: true
  /** A text begins, whose prompt has so many tokens. */
  begin?(promptTokens: number): void
  /** Sees every head's probabilities, for rules that judge by attention. */
  readonly watch?: (cache: KvEntries, site: AttentionSite) => void
  settle(cache: KvEntries, phase: 'prefill' | 'decode'): void
}

export interface RetentionDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Retention, void> {
  /** Keys are turned to new positions: they must be kept as they are before their rotation. */
  turnsKeys?(knobs: z.output<Knobs>): boolean
}
export const defineRetention = <Id extends string, K extends z.ZodType>(
  definition: RetentionDefinition<Id, K>,
): RetentionDefinition<Id, K> => definition

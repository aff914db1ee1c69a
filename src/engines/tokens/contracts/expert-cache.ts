/**
 * Which experts stay in the accelerator's memory where there is no room for all. The others lie in the host's, and one that a row goes to
 * crosses the link first. It changes when tokens come, never which.
 */
import type * as z from 'zod'
import type { Bytes } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'

/** How the experts of a layer have been used, row by row of everything the model has read; and how they will be, for who says it sees that. */
export interface ExpertUses {
  /** Rows since a row went to an expert, 0 for the last one; Infinity for never. */
  since(layer: number, expert: number): number
  /** Of the last so many rows, those that went to it. */
  within(layer: number, expert: number, rows: number): number
  /** Of the first so many rows of the run, those that went to it. */
  amongFirst(layer: number, expert: number, rows: number): number
  /** Rows until one goes to it, 0 for the next one; Infinity for not in this text. */
  until(layer: number, expert: number): number
  /** Of the next so many rows of this text, those that will go to it. */
  ahead(layer: number, expert: number, rows: number): number
}

export interface ExpertCache {
  /** Experts of a layer that stay between passes; those that a pass goes to have room of their own while it runs. */
  readonly held: number
  /** Experts of a row that are fetched ahead of a layer, as the layer before guesses them; 0 guesses nothing. */
  readonly ahead: number
  /** Of the link to the host's memory, bytes a second. */
  readonly bandwidth: Bytes
  /** The smaller, the sooner an expert stays. Of equal ones those stay that were used last. */
  rankOf(layer: number, expert: number): number
}

/** Null: there is room for all. */
export interface ExpertCacheDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, ExpertCache | null, ExpertUses> {
  /** Nothing is ever fetched: how many streams ask does not matter. */
  readonly holdsAll?: true
}

export const defineExpertCache = <Id extends string, K extends z.ZodType>(
  definition: ExpertCacheDefinition<Id, K>,
): ExpertCacheDefinition<Id, K> => definition

/**
 * Which experts the rows of a chunk go to. A layer's gate has scored every expert for every row before the rule is asked, so that one that
 * shares experts among rows sees them all.
 */
import type * as z from 'zod'
import type { Definition } from './definition.ts'

/** The gate of a layer with the rows of a chunk before it; the object is reused. */
export interface RouteSite {
  layer: number
  rows: number
  /** Position of a row in its text. */
  positionOf(row: number): number
  readonly experts: number
  /** Experts of a row, as the model was trained. */
  readonly active: number
  /** (rows, experts): what the gate says of them, before any softmax. */
  readonly scores: Float32Array
  /** (rows, experts): to be filled with the weight of every expert in the row's sum, 0 for those that it does not go to. */
  gates: Float32Array
}

export interface Route {
  choose(site: RouteSite): void
}

/** Null: as the model was trained. */
export const defineRoute = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Route | null, void>,
): Definition<Id, K, Route | null, void> => definition

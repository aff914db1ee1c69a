/** How the places of a graph that matter to one of them are found: personalised PageRank, of a batch of sources at once. */
import type * as z from 'zod'
import type { Draws } from '../../../kernel/draws.ts'
import type { Definition } from '../../../schema/definition.ts'
import type { CountedMemory } from './memory.ts'
import type { Steps } from './operation.ts'

/** Neighbours by vertex, side by side in the arena: a head that says how many, then they. */
export interface Graph {
  readonly vertices: number
  /** Uncounted twin, for what is computed before anybody asks and for the truth. */
  readonly neighbours: readonly Int32Array[]
  /** How many neighbours a vertex has; reads its head. */
  degree(vertex: number): number
  neighbour(vertex: number, slot: number): number
}

export interface Estimator {
  /** Of every source of a batch. */
  estimate(sources: readonly number[], batch: number): Steps<readonly Float64Array[]>
  /** Vertices that were gone through for batches, and how many it would have been for each source alone. */
  readonly shared: { together: number; alone: number }
}

export interface EstimatorContext {
  readonly memory: CountedMemory
  readonly draws: Draws
  readonly graph: Graph
  /** Chance that a walk ends at each vertex. */
  readonly stop: number
}

export const defineEstimator = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Estimator, EstimatorContext>,
): Definition<Id, K, Estimator, EstimatorContext> => definition

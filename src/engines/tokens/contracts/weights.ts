/** Weights → weights: what becomes of a model's matrices before it runs, and in how many bits they are kept. */
import type * as z from 'zod'
import type { Calibrate } from './calibration.ts'
import type { Definition } from './definition.ts'
import type { WeightFile } from './weight-file.ts'

/** The same model in other numbers. What it does not change stays as it was. */
export type Reform = (file: WeightFile) => WeightFile

export interface WeightsContext {
  /** What an offline pass says of the model as it came, before anything is rounded. */
  readonly calibrate: Calibrate
}

/** Null leaves every weight as it came. */
export interface WeightsDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Reform | null, WeightsContext> {
  /** Knows nothing of experts. */
  readonly denseOnly?: true
}
export const defineWeights = <Id extends string, K extends z.ZodType>(
  definition: WeightsDefinition<Id, K>,
): WeightsDefinition<Id, K> => definition

/**
 * A stressor changes a model's numbers and not what it computes: what large models have and small ones lack is put in, and a method that
 * lives on it can be seen at work. A run with one is marked.
 */
export interface StressorDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Reform | null, void> {
  /** Numbers inside the model are not those it was trained with: said wherever a run is. */
  readonly isMarked?: true
}

export const defineStressor = <Id extends string, K extends z.ZodType>(
  definition: StressorDefinition<Id, K>,
): StressorDefinition<Id, K> => definition

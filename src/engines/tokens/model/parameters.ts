/** Weights of a model by what they are, as its work is counted: matrices only, the embedding table as the head that it is. */
import type { ModelShape } from '../contracts/shape.ts'
import type { WeightKind } from '../contracts/work.ts'
import { kvDimOf } from './shape.ts'

export function parametersOf(shape: ModelShape): Readonly<Record<WeightKind, number>> {
  const { layers, dim, heads, headDim, hidden, vocab, experts } = shape
  return {
    attention: layers * dim * (2 * heads * headDim + 2 * kvDimOf(shape)),
    feedForward: layers * Math.max(1, experts) * 3 * dim * hidden,
    head: vocab * dim,
  }
}

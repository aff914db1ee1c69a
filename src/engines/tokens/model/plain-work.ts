/** The work of one pass of a whole model over one row, with all it sees at full precision: what others are held against. */
import type { ModelShape } from '../contracts/shape.ts'
import type { Work } from '../contracts/work.ts'
import { FULL_BITS } from './kv-cache.ts'
import { WEIGHT_BITS } from './meter.ts'
import { parametersOf } from './parameters.ts'
import { kvDimOf } from './shape.ts'

/** `entries`: that the row sees, its own included. */
export function plainWork(shape: ModelShape, entries: number): Work {
  const { layers, heads, headDim, experts, activeExperts } = shape
  const { attention, feedForward, head } = parametersOf(shape)
  const chosen = experts > 0 ? activeExperts : 1
  const fed = feedForward * (chosen / Math.max(1, experts))
  const products = { attention, feedForward: fed, head }
  return {
    products,
    weights: { attention: WEIGHT_BITS * attention, feedForward: WEIGHT_BITS * fed, head: WEIGHT_BITS * head },
    ...{ layers, tokenLayers: layers, expertsThere: layers * Math.max(1, experts) },
    ...{ expertsRead: layers * chosen, expertRows: layers * chosen },
    kvBits: entries * layers * 2 * kvDimOf(shape) * FULL_BITS,
    indexBits: 0,
    loads: [],
    pairs: entries * layers * heads * 2 * headDim,
  }
}

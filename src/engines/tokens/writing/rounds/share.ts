/** Work of passes that had more or fewer rows than were computed here, or of fewer passes. */
import type { WeightKind, Work } from '../../contracts/work.ts'

/** The same passes with so many times the rows: what is read stays, what is multiplied does not. */
export const withRows = (work: Work, times: number): Work => ({
  ...work,
  products: scaled(work.products, times),
  tokenLayers: work.tokenLayers * times,
  expertRows: work.expertRows * times,
  pairs: work.pairs * times,
})

/** So many times the passes. */
export const withPasses = (work: Work, times: number): Work => ({
  ...withRows(work, times),
  weights: scaled(work.weights, times),
  layers: work.layers * times,
  expertsThere: work.expertsThere * times,
  expertsRead: work.expertsRead * times,
  kvBits: work.kvBits * times,
  indexBits: work.indexBits * times,
})

const scaled = (parts: Readonly<Record<WeightKind, number>>, times: number): Record<WeightKind, number> => ({
  attention: parts.attention * times,
  feedForward: parts.feedForward * times,
  head: parts.head * times,
})

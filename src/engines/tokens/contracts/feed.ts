/** What matrices are fed: rows of numbers just before a product. Who listens may look at them, and may change them in place. */

/**
 * Matrices of a layer that are fed the same numbers: query, key and value; what brings attention back to the stream; gate and up (and a
 * router); down.
 */
export type InputSite = 'attention' | 'out' | 'feed' | 'down'

/** Rows that are about to be multiplied; the object is reused. */
export interface MatrixInput {
  layer: number
  site: InputSite
  /** (rows, width) from the first number on. */
  x: Float32Array
  rows: number
  width: number
}

export type Feed = (input: MatrixInput) => void

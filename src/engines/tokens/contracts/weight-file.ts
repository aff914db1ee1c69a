/** A file of weights as those read it who have heads of their own. */
import type { Codes, Dense, Grouped } from './kernels.ts'
import type { ModelShape } from './shape.ts'

export interface TensorEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly type: 'int8' | 'float32'
  readonly at: number
}

export interface WeightHeader {
  readonly format: number
  readonly name: string
  readonly kind: 'transformer' | 'medusa' | 'eagle' | 'acceptance'
  readonly shape?: ModelShape
  /** The target that heads belong to. */
  readonly of?: string
  readonly heads?: number
  readonly tensors: readonly TensorEntry[]
}

/** A matrix in whatever form it is kept, with the bits that a weight of it counts where that is not 16. */
export type StoredMatrix =
  | (Codes & { readonly kind: 'codes' })
  | (Dense & { readonly kind: 'dense'; readonly bits?: number })
  | (Grouped & { readonly kind: 'grouped'; readonly bits?: number })

export interface WeightFile {
  readonly header: WeightHeader
  /** Values of a tensor, row by row. Throws for a name that the file does not have. */
  tensor(name: string): Float32Array
  /** A matrix as it is stored. Throws for one that is not. */
  codes(name: string): Codes
  /** A matrix in the form in which it is kept. */
  matrix(name: string): StoredMatrix
  /** Rows of a matrix. */
  rowsOf(name: string): number
}

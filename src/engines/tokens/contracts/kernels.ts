/**
 * The inner loops of the models as algorithms call them, and the memory they work in. Two implementations give the same bytes: `plain`
 * reads as what it computes, `simd` is as fast as a browser allows. Everything is float32, sums have one fixed order.
 */

/** Rows of int8 codes (outputs, inputs) with a scale a row: a weight is code × scale. */
export interface Codes {
  readonly inputs: number
  readonly outputs: number
  readonly codes: Int8Array
  readonly scales: Float32Array
}

/** A matrix of floats, (outputs, inputs). */
export interface Dense {
  readonly inputs: number
  readonly outputs: number
  readonly values: Float32Array
}

/**
 * Rows in groups of inputs, each with a scale of its own: a weight is code × scale. Codes are whole numbers from −256 to 256, a zero point
 * already taken off; the last group of a row may be shorter.
 */
export interface Grouped {
  readonly inputs: number
  readonly outputs: number
  /** Inputs of a group. */
  readonly group: number
  /** (outputs, inputs). */
  readonly codes: Int16Array
  /** (groups, outputs). */
  readonly scales: Float32Array
}

/** Codes as some kernels want them; only the kernels that packed it know how to read `data`. */
export interface Matrix {
  readonly inputs: number
  readonly outputs: number
  readonly data: Float32Array
  /** By output; of groups (groups, outputs). */
  readonly scales: Float32Array
  /** How `data` stands there; absent: rows of int8 codes. Inputs of a group where there are groups. */
  readonly form?: 'dense' | { readonly group: number }
  /** Bits that a weight counts, scales included; absent: 16, whatever the file has. */
  readonly bits?: number
}

/** A place in a float array: `array[at]` is the first value. */
export interface Kernels {
  readonly id: 'plain' | 'simd'
  /** Zeroed floats that every kernel can reach; 16-byte aligned. They live as long as these kernels. */
  allocate(floats: number): Float32Array
  /** Throws when outputs is no multiple of 32, or there are over 504 inputs. */
  pack(codes: Codes): Matrix
  /** Floats as they are: 16 bits a weight where nobody says otherwise. */
  packDense(dense: Dense, bits?: number): Matrix
  packGrouped(grouped: Grouped, bits?: number): Matrix
  /** out (rows, outputs) = (x (rows, inputs) · codesᵀ) × scales; added to what stands there where `isSum`. Sums of groups one after another. */
  matmul(out: Float32Array, outAt: number, x: Float32Array, xAt: number, w: Matrix, rows: number, isSum: boolean): void
  /** out = x / √(mean x² + ε) · gain, row by row (RMSNorm; Zhang and Sennrich 2019). */
  norm(out: Float32Array, x: Float32Array, xAt: number, gain: Float32Array, rows: number): void
  /** gates = silu(gates) · up, value by value (SwiGLU; Shazeer 2020). `count` is a multiple of 4. */
  gate(gates: Float32Array, up: Float32Array, count: number): void
  /** out[i] = scale × q · keys[i], head dimension 32. */
  scores(
    out: Float32Array,
    q: Float32Array,
    qAt: number,
    keys: Float32Array,
    keysAt: number,
    count: number,
    scale: number,
  ): void
  /**
   * Softmax of `weights` (scores in, probabilities out) beside a sink that takes its share and gives nothing, and the mean of
   * `values` under it. −∞ is a slot nobody sees. `weights` has room for a multiple of four.
   */
  mix(
    out: Float32Array,
    outAt: number,
    weights: Float32Array,
    values: Float32Array,
    valuesAt: number,
    count: number,
    sink: number,
  ): void
  /** x[at … at + count) becomes its softmax at `factor` = 1 / temperature. `count` is a multiple of 4. */
  softmax(x: Float32Array, at: number, count: number, factor: number): void
}

/**
 * The inner loops of the models, and the memory they work in. Two implementations give the same bytes: `plain` reads as
 * what it computes, `simd` is as fast as a browser allows. Everything is float32, sums have one fixed order.
 */

/** Outputs that stand together in a packed matrix, and the head dimension the kernels are written for. */
export const PANEL = 32
export const HEAD_DIM = 32

/** Rows of int8 codes (outputs, inputs) with a scale a row: a weight is code × scale. */
export interface Codes {
  readonly inputs: number
  readonly outputs: number
  readonly codes: Int8Array
  readonly scales: Float32Array
}

/** Codes as some kernels want them; only the kernels that packed it know how to read `data`. */
export interface Matrix {
  readonly inputs: number
  readonly outputs: number
  readonly data: Float32Array
  /** By output. */
  readonly scales: Float32Array
}

/** A place in a float array: `array[at]` is the first value. */
export interface Kernels {
  readonly id: 'plain' | 'simd'
  /** Zeroed floats that every kernel can reach; 16-byte aligned. They live as long as these kernels. */
  allocate(floats: number): Float32Array
  /** Throws when outputs is no multiple of 32, or there are over 504 inputs. */
  pack(codes: Codes): Matrix
  /** out (rows, outputs) = (x (rows, inputs) · codesᵀ) × scales; added to what stands there where `isSum`. */
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

export const NORM_EPSILON = 1e-5

/** Where the code of (output, input) stands in panels of 32 outputs: one input after another, an input's outputs together. */
export const placeInPanels = (output: number, input: number, inputs: number): number =>
  (output - (output % PANEL)) * inputs + input * PANEL + (output % PANEL)

/** Inputs of a panel that the fast kernels can unpack: 64,512 bytes of 128 each. */
const MOST_INPUTS = 504

export function checkPanels({ inputs, outputs }: Codes): void {
  if (outputs % PANEL !== 0) throw new Error(`${outputs} outputs are no multiple of ${PANEL}`)
  if (inputs > MOST_INPUTS) throw new Error(`${inputs} inputs, and the kernels have room for ${MOST_INPUTS}`)
}

/** Rounds rows of floats to codes: for matrices that do not come from a file. */
export function codesOf(rows: Float32Array, outputs: number, inputs: number): Codes {
  const codes = new Int8Array(rows.length)
  const scales = new Float32Array(outputs)
  for (let output = 0; output < outputs; output++) {
    const row = rows.subarray(output * inputs, (output + 1) * inputs)
    const most = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
    scales[output] = most === 0 ? 1 : most / 127
    for (let input = 0; input < inputs; input++)
      codes[output * inputs + input] = Math.floor(row[input] / scales[output] + 0.5)
  }
  return { inputs, outputs, codes, scales }
}

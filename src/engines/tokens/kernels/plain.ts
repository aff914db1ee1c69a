/**
 * The kernels as plain loops: the oracle of the fast ones, and what runs where WebAssembly has no SIMD.
 *
 * Math.fround after every operation keeps float32; the four-lane sums of the fast kernels are written out, so that both
 * give the same bits.
 */
import type { Kernels, Matrix } from '../contracts/kernels.ts'
import { checkGroups, checkPanels, counted, HEAD_DIM, NORM_EPSILON, PANEL, placeInPanels } from './kernels.ts'

export function createPlainKernels(): Kernels {
  const exp = createExp()
  const sums = new Float32Array(PANEL)
  const totals = new Float32Array(PANEL)
  /** A group is summed up, then scaled and added to the groups before it. */
  const multiplyGroups = (
    out: Float32Array,
    outAt: number,
    x: Float32Array,
    xAt: number,
    { inputs, outputs, data, scales }: Matrix,
    group: number,
    rows: number,
    isSum: boolean,
  ): void => {
    for (let row = 0; row < rows; row++)
      for (let first = 0; first < outputs; first += PANEL) {
        totals.fill(0)
        for (let from = 0; from < inputs; from += group) {
          sums.fill(0)
          for (let input = from; input < Math.min(inputs, from + group); input++) {
            const value = x[xAt + row * inputs + input]
            const at = first * inputs + input * PANEL
            for (let o = 0; o < PANEL; o++) sums[o] += Math.fround(value * data[at + o])
          }
          const scale = (from / group) * outputs + first
          for (let o = 0; o < PANEL; o++) totals[o] += Math.fround(sums[o] * scales[scale + o])
        }
        const at = outAt + row * outputs + first
        for (let o = 0; o < PANEL; o++) out[at + o] = isSum ? out[at + o] + totals[o] : totals[o]
      }
  }
  const lanes = new Float32Array(8)
  return {
    id: 'plain',
    allocate: (floats) => new Float32Array(Math.ceil(floats / 4) * 4),

    pack(matrix) {
      checkPanels(matrix)
      const { inputs, outputs, codes, scales } = matrix
      return { inputs, outputs, data: inPanels(codes, outputs, inputs), scales }
    },

    packDense({ inputs, outputs, values }, bits) {
      checkPanels({ inputs, outputs })
      const scales = new Float32Array(outputs).fill(1)
      return { inputs, outputs, data: inPanels(values, outputs, inputs), scales, form: 'dense', ...counted(bits) }
    },

    packGrouped(grouped, bits) {
      checkGroups(grouped)
      const { inputs, outputs, group, codes, scales } = grouped
      return { inputs, outputs, data: inPanels(codes, outputs, inputs), scales, form: { group }, ...counted(bits) }
    },

    matmul(out, outAt, x, xAt, w, rows, isSum) {
      const { inputs, outputs, data, scales } = w
      if (typeof w.form === 'object') {
        multiplyGroups(out, outAt, x, xAt, w, w.form.group, rows, isSum)
        return
      }
      for (let row = 0; row < rows; row++)
        for (let first = 0; first < outputs; first += PANEL) {
          sums.fill(0)
          for (let input = 0; input < inputs; input++) {
            const value = x[xAt + row * inputs + input]
            const from = first * inputs + input * PANEL
            // Storing into float32 rounds the sum; the product is rounded before.
            for (let o = 0; o < PANEL; o++) sums[o] += Math.fround(value * data[from + o])
          }
          const at = outAt + row * outputs + first
          for (let o = 0; o < PANEL; o++) {
            const scaled = Math.fround(sums[o] * scales[first + o])
            out[at + o] = isSum ? out[at + o] + scaled : scaled
          }
        }
    },

    norm(out, x, xAt, gain, rows) {
      const dim = gain.length
      for (let row = 0; row < rows; row++) {
        const at = xAt + row * dim
        lanes.fill(0)
        for (let i = 0; i < dim; i++) lanes[i & 3] += Math.fround(x[at + i] * x[at + i])
        const mean = Math.fround(sumOfLanes(lanes) / dim)
        const scale = Math.fround(1 / Math.fround(Math.sqrt(Math.fround(mean + Math.fround(NORM_EPSILON)))))
        for (let i = 0; i < dim; i++) out[row * dim + i] = Math.fround(Math.fround(x[at + i] * scale) * gain[i])
      }
    },

    gate(gates, up, count) {
      for (let i = 0; i < count; i++) {
        const silu = Math.fround(gates[i] / Math.fround(1 + exp(-gates[i])))
        gates[i] = Math.fround(silu * up[i])
      }
    },

    scores(out, q, qAt, keys, keysAt, count, scale) {
      for (let i = 0; i < count; i++) {
        // Two times four lanes: vectors 0, 2, 4, 6 of the head and vectors 1, 3, 5, 7.
        lanes.fill(0)
        for (let d = 0; d < HEAD_DIM; d++) lanes[d & 7] += Math.fround(q[qAt + d] * keys[keysAt + i * HEAD_DIM + d])
        for (let lane = 0; lane < 4; lane++) lanes[lane] += lanes[lane + 4]
        out[i] = sumOfLanes(lanes) * Math.fround(scale)
      }
    },

    mix(out, outAt, weights, values, valuesAt, count, sink) {
      let most = Math.fround(sink)
      for (let i = 0; i < count; i++) most = Math.max(most, weights[i])
      for (let i = 0; i < count; i++) weights[i] = exp(Math.fround(weights[i] - most))
      let sum = exp(Math.fround(Math.fround(sink) - most))
      for (let i = 0; i < count; i++) sum = Math.fround(sum + weights[i])
      const share = Math.fround(1 / sum)
      sums.fill(0)
      for (let i = 0; i < count; i++)
        for (let d = 0; d < HEAD_DIM; d++) sums[d] += Math.fround(weights[i] * values[valuesAt + i * HEAD_DIM + d])
      for (let d = 0; d < HEAD_DIM; d++) out[outAt + d] = sums[d] * share
      for (let i = 0; i < count; i++) weights[i] = Math.fround(weights[i] * share)
    },

    softmax(x, at, count, factor) {
      let most = Number.NEGATIVE_INFINITY
      for (let i = at; i < at + count; i++) most = Math.max(most, x[i])
      lanes.fill(0)
      for (let i = 0; i < count; i++) {
        x[at + i] = exp(Math.fround(Math.fround(x[at + i] - most) * Math.fround(factor)))
        lanes[i & 3] += x[at + i]
      }
      const share = Math.fround(1 / sumOfLanes(lanes))
      for (let i = at; i < at + count; i++) x[i] = Math.fround(x[i] * share)
    },
  }
}

/** Panel by panel, as floats. */
function inPanels(values: ArrayLike<number>, outputs: number, inputs: number): Float32Array {
  const data = new Float32Array(values.length)
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++)
      data[placeInPanels(output, input, inputs)] = values[output * inputs + input]
  return data
}

const sumOfLanes = (lanes: Float32Array): number =>
  Math.fround(Math.fround(lanes[0] + lanes[1]) + Math.fround(lanes[2] + lanes[3]))

/**
 * e^x in float32: x = n ln 2 + r by two constants (Cody and Waite 1980), the series of e^r to r⁶, and n in the exponent bits.
 * Relative error below 1e-6. Exactly 0 below −87, where float32 is about to end.
 */
function createExp(): (x: number) => number {
  const bits = new Int32Array(1)
  const power = new Float32Array(bits.buffer)
  const [log2e, ln2High, ln2Low] = [1.4426950216293335, 0.693359375, -0.00021219444170128554]
  // Adding and taking away 1.5 × 2^23 rounds to the nearest whole number, halves to even, as the fast kernel does.
  const magic = 12582912
  const terms = [0.0013888889225199819, 0.008333333767950535, 0.0416666679084301, 0.1666666716337204, 0.5, 1, 1]
  return (x) => {
    if (!(x >= -87)) return 0
    const bounded = Math.min(x, 88)
    const n = Math.fround(Math.fround(Math.fround(bounded * log2e) + magic) - magic)
    let r = Math.fround(bounded - Math.fround(n * ln2High))
    r = Math.fround(r - Math.fround(n * ln2Low))
    let p = terms[0]
    for (let i = 1; i < terms.length; i++) p = Math.fround(Math.fround(p * r) + terms[i])
    bits[0] = (n + 127) << 23
    return Math.fround(p * power[0])
  }
}

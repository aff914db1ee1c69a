/** The kernels in WebAssembly with SIMD: weights, caches and scratch live in its one memory, and floats are views into it. */
import type { Codes, Grouped, Kernels } from '../contracts/kernels.ts'
import { checkGroups, checkPanels, counted, NORM_EPSILON, PANEL, placeInPanels } from './kernels.ts'
import { SIMD_MODULE } from './simd.wasm.ts'

interface Exports {
  matmul(
    out: number,
    x: number,
    w: number,
    scales: number,
    rows: number,
    inputs: number,
    outputs: number,
    isSum: boolean,
  ): void
  dense(
    out: number,
    x: number,
    w: number,
    ones: number,
    rows: number,
    inputs: number,
    outputs: number,
    isSum: boolean,
  ): void
  grouped(
    out: number,
    x: number,
    w: number,
    scales: number,
    rows: number,
    inputs: number,
    outputs: number,
    group: number,
    isSum: boolean,
  ): void
  norm(out: number, x: number, gain: number, rows: number, dim: number, epsilon: number): void
  gate(gates: number, up: number, count: number): void
  scores(out: number, q: number, keys: number, count: number, scale: number): void
  mix(out: number, weights: number, values: number, count: number, sink: number): void
  softmax(x: number, count: number, factor: number): void
}

/** Bytes of a page of WebAssembly memory; the first is left to the module. */
const PAGE = 65_536
const FLOAT = 4
/** Lanes of an input in a panel: each holds two outputs. */
const PAIRS = PANEL / 2

/** By the codes they were made of: every run of a model packs the same ones, which takes a tenth of a short run. */
const packed = new WeakMap<Codes['codes'] | Grouped['codes'], Uint16Array>()

/** Half the bytes of float32: a decoding token reads every weight once, and the cache is what limits it. */
function halvesOf(codes: Codes['codes'] | Grouped['codes'], outputs: number, inputs: number): Uint16Array {
  const known = packed.get(codes)
  if (known !== undefined) return known
  const halves = new Uint16Array(outputs * inputs)
  const float = new Float32Array(1)
  const bits = new Uint32Array(float.buffer)
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++) {
      float[0] = codes[output * inputs + input]
      const lane = output % PANEL
      const place = placeInPanels(output - lane, input, inputs) + (lane % PAIRS) * 2 + (lane < PAIRS ? 1 : 0)
      halves[place] = bits[0] >>> 16
    }
  packed.set(codes, halves)
  return halves
}

/**
 * Kernels with room for so many floats; null where WebAssembly or its SIMD is not to be had (a strict page policy, an old
 * browser). Memory never grows, since growing would take every view away.
 */
export function createSimdKernels(floats: number): Kernels | null {
  let memory: WebAssembly.Memory
  let run: Exports
  try {
    memory = new WebAssembly.Memory({ initial: 2 + Math.ceil((floats * FLOAT) / PAGE) })
    const module = new WebAssembly.Module(Uint8Array.from(atob(SIMD_MODULE), (character) => character.charCodeAt(0)))
    run = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports
  } catch {
    return null
  }
  let free = PAGE
  const allocate = (count: number): Float32Array => {
    const at = free
    free += Math.ceil(count / 4) * 4 * FLOAT
    if (free > memory.buffer.byteLength) throw new Error(`${floats} floats were asked for, ${count} more do not fit`)
    return new Float32Array(memory.buffer, at, count)
  }
  const copyOf = (values: Float32Array): Float32Array => {
    const copy = allocate(values.length)
    copy.set(values)
    return copy
  }
  const inPairs = (codes: Codes['codes'] | Grouped['codes'], outputs: number, inputs: number): Float32Array => {
    const data = allocate((outputs * inputs) / 2)
    new Uint16Array(data.buffer, data.byteOffset, outputs * inputs).set(halvesOf(codes, outputs, inputs))
    return data
  }
  return {
    id: 'simd',
    allocate,
    pack(matrix) {
      checkPanels(matrix)
      const { inputs, outputs, codes } = matrix
      return { inputs, outputs, data: inPairs(codes, outputs, inputs), scales: copyOf(matrix.scales) }
    },
    packDense({ inputs, outputs, values }, bits) {
      checkPanels({ inputs, outputs })
      const data = allocate(outputs * inputs)
      for (let output = 0; output < outputs; output++)
        for (let input = 0; input < inputs; input++)
          data[placeInPanels(output, input, inputs)] = values[output * inputs + input]
      return { inputs, outputs, data, scales: copyOf(new Float32Array(PANEL).fill(1)), form: 'dense', ...counted(bits) }
    },
    packGrouped(grouped, bits) {
      const { inputs, outputs, group, codes, scales } = grouped
      if (!packed.has(codes)) checkGroups(grouped)
      const data = inPairs(codes, outputs, inputs)
      return { inputs, outputs, data, scales: copyOf(scales), form: { group }, ...counted(bits) }
    },
    matmul(out, outAt, x, xAt, w, rows, isSum) {
      const { inputs, outputs, form, data, scales } = w
      const [to, from] = [out.byteOffset + outAt * FLOAT, x.byteOffset + xAt * FLOAT]
      if (form === undefined) run.matmul(to, from, data.byteOffset, scales.byteOffset, rows, inputs, outputs, isSum)
      else if (form === 'dense') run.dense(to, from, data.byteOffset, scales.byteOffset, rows, inputs, outputs, isSum)
      else run.grouped(to, from, data.byteOffset, scales.byteOffset, rows, inputs, outputs, form.group, isSum)
    },
    norm: (out, x, xAt, gain, rows) =>
      run.norm(out.byteOffset, x.byteOffset + xAt * FLOAT, gain.byteOffset, rows, gain.length, NORM_EPSILON),
    gate: (gates, up, count) => run.gate(gates.byteOffset, up.byteOffset, count),
    scores: (out, q, qAt, keys, keysAt, count, scale) =>
      run.scores(out.byteOffset, q.byteOffset + qAt * FLOAT, keys.byteOffset + keysAt * FLOAT, count, scale),
    mix: (out, outAt, weights, values, valuesAt, count, sink) =>
      run.mix(out.byteOffset + outAt * FLOAT, weights.byteOffset, values.byteOffset + valuesAt * FLOAT, count, sink),
    softmax: (x, at, count, factor) => run.softmax(x.byteOffset + at * FLOAT, count, factor),
  }
}

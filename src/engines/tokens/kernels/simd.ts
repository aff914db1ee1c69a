/** The kernels in WebAssembly with SIMD: weights, caches and scratch live in its one memory, and floats are views into it. */
import type { Kernels } from '../contracts/kernels.ts'
import { checkPanels, NORM_EPSILON, PANEL, placeInPanels } from './kernels.ts'
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
  return {
    id: 'simd',
    allocate,
    pack(matrix) {
      checkPanels(matrix)
      const { inputs, outputs, codes } = matrix
      const data = allocate((outputs * inputs) / 2)
      // Half the bytes of float32: a decoding token reads every weight once, and the cache is what limits it.
      const halves = new Uint16Array(data.buffer, data.byteOffset, outputs * inputs)
      const float = new Float32Array(1)
      const bits = new Uint32Array(float.buffer)
      for (let output = 0; output < outputs; output++)
        for (let input = 0; input < inputs; input++) {
          float[0] = codes[output * inputs + input]
          const lane = output % PANEL
          const place = placeInPanels(output - lane, input, inputs) + (lane % PAIRS) * 2 + (lane < PAIRS ? 1 : 0)
          halves[place] = bits[0] >>> 16
        }
      const scales = allocate(outputs)
      scales.set(matrix.scales)
      return { inputs, outputs, data, scales }
    },
    matmul: (out, outAt, x, xAt, w, rows, isSum) =>
      run.matmul(
        out.byteOffset + outAt * FLOAT,
        x.byteOffset + xAt * FLOAT,
        w.data.byteOffset,
        w.scales.byteOffset,
        rows,
        w.inputs,
        w.outputs,
        isSum,
      ),
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

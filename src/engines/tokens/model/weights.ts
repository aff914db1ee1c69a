/** The weights of a transformer, unpacked into what the kernels read. */
import { unreachable } from '../../../kernel/problem.ts'
import type { Kernels, Matrix } from '../contracts/kernels.ts'
import type { ModelEnds } from '../contracts/model.ts'
import type { ModelShape } from '../contracts/shape.ts'
import type { WeightFile } from '../contracts/weight-file.ts'
import { WEIGHT_BITS } from './meter.ts'

export interface FeedForward {
  readonly gate: Matrix
  readonly up: Matrix
  readonly down: Matrix
}

export interface Layer {
  readonly attentionNorm: Float32Array
  readonly query: Matrix
  readonly key: Matrix
  readonly value: Matrix
  readonly out: Matrix
  /** Share of the key before, by KV channel: 0 is none (key smear; Olsson et al. 2022). */
  readonly smear: Float32Array
  /** Logit of the sink by query head: attention that goes nowhere. */
  readonly sink: Float32Array
  readonly feedNorm: Float32Array
  /** One for a dense layer. */
  readonly experts: readonly FeedForward[]
  /** (experts, dim), row by row; null for a dense layer. Eight rows are no panel, so it stays plain. */
  readonly router: Float32Array | null
}

export interface Weights extends ModelEnds {
  readonly layers: readonly Layer[]
  readonly exitNorms: readonly Float32Array[]
}

export function unpackWeights(kernels: Kernels, file: WeightFile): Weights {
  const shape = file.header.shape as ModelShape
  const embedding = file.tensor('embedding')
  return {
    shape,
    embedding,
    unembedding: unpackMatrix(kernels, file, 'embedding'),
    layers: Array.from({ length: shape.layers }, (_, layer) => unpackLayer(kernels, file, `layers.${layer}`, shape)),
    norm: placed(kernels, file.tensor('norm')),
    exitNorms: Array.from({ length: shape.exits }, (_, exit) => placed(kernels, file.tensor(`exits.${exit}.norm`))),
  }
}

export function unpackLayer(kernels: Kernels, file: WeightFile, prefix: string, shape: ModelShape): Layer {
  const matrix = (name: string) => unpackMatrix(kernels, file, `${prefix}.${name}`)
  const feed = (name: string): FeedForward => ({
    gate: matrix(`${name}gate`),
    up: matrix(`${name}up`),
    down: matrix(`${name}down`),
  })
  return {
    attentionNorm: placed(kernels, file.tensor(`${prefix}.attentionNorm`)),
    query: matrix('query'),
    key: matrix('key'),
    value: matrix('value'),
    out: matrix('out'),
    smear: file.tensor(`${prefix}.smear`),
    sink: file.tensor(`${prefix}.sink`),
    feedNorm: placed(kernels, file.tensor(`${prefix}.feedNorm`)),
    experts:
      shape.experts > 0 ? Array.from({ length: shape.experts }, (_, expert) => feed(`experts.${expert}.`)) : [feed('')],
    router: shape.experts > 0 ? file.tensor(`${prefix}.router`) : null,
  }
}

export function unpackMatrix(kernels: Kernels, file: WeightFile, name: string): Matrix {
  const stored = file.matrix(name)
  switch (stored.kind) {
    case 'codes':
      return kernels.pack(stored)
    case 'dense':
      return kernels.packDense(stored, stored.bits)
    case 'grouped':
      return kernels.packGrouped(stored, stored.bits)
    default:
      return unreachable(stored)
  }
}

/** Bits of a weight of the layers, mean, scales and zero points included. */
export function weightBits({ layers }: Weights): number {
  let [bits, weights] = [0, 0]
  for (const { query, key, value, out, experts } of layers)
    for (const matrix of [query, key, value, out, ...experts.flatMap(({ gate, up, down }) => [gate, up, down])]) {
      bits += matrix.inputs * matrix.outputs * (matrix.bits ?? WEIGHT_BITS)
      weights += matrix.inputs * matrix.outputs
    }
  return bits / weights
}

/** A vector where the kernels can reach it. */
export function placed(kernels: Kernels, values: Float32Array): Float32Array {
  const vector = kernels.allocate(values.length)
  vector.set(values)
  return vector
}

/** Floats of kernel memory for the weights of a file, a little more than needed. */
export const floatsOf = ({ header }: WeightFile): number =>
  header.tensors.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1) + 4, 0)

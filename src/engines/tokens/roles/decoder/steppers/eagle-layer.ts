/** The trained parts of EAGLE: a join of (state, embedding), one transformer layer, and the target's read-out. */
import type { KvEntries } from '../../../contracts/cache.ts'
import type { ModelRoom } from '../../../contracts/decoder.ts'
import type { Kernels, Matrix } from '../../../contracts/kernels.ts'
import type { Chunk, Model, ModelEnds } from '../../../contracts/model.ts'
import type { WeightFile } from '../../../contracts/weight-file.ts'
import { NORM_EPSILON } from '../../../kernels/kernels.ts'
import { Transformer } from '../../../model/transformer.ts'
import { unpackLayer, unpackMatrix, type Weights } from '../../../model/weights.ts'

export class EagleLayer {
  readonly model: Model
  private readonly embedding: Float32Array
  private readonly kernels: Kernels
  private readonly join: Matrix
  private readonly joined: Float32Array
  private readonly dim: number

  constructor(kernels: Kernels, file: WeightFile, target: ModelEnds, room: ModelRoom) {
    const shape = { ...target.shape, ...file.header.shape, layers: 1, exits: 0 }
    const weights: Weights = { ...target, shape, layers: [unpackLayer(kernels, file, 'layer', shape)], exitNorms: [] }
    this.kernels = kernels
    this.join = unpackMatrix(kernels, file, 'join')
    this.model = new Transformer(kernels, weights, room)
    this.joined = kernels.allocate(room.mostRows * 2 * shape.dim)
    this.dim = shape.dim
    this.embedding = target.embedding
  }

  /** states[i] is the state before token i of the chunk. */
  run(cache: KvEntries, states: readonly Float32Array[], chunk: Chunk): void {
    const { dim, model, embedding } = this
    for (const [row, state] of states.entries()) {
      const token = chunk.tokens[row]
      setUnit(this.joined, row * 2 * dim, state)
      setUnit(this.joined, row * 2 * dim + dim, embedding.subarray(token * dim, (token + 1) * dim))
    }
    this.kernels.matmul(model.stream, 0, this.joined, 0, this.join, states.length, false)
    model.runLayers(cache, chunk, { from: 0, until: 1 })
    model.meter.read('attention', this.join, states.length)
  }

  /** A copy of the state foretold in a row of the last run. */
  stateOf(row: number): Float32Array {
    return this.model.stream.slice(row * this.dim, (row + 1) * this.dim)
  }

  /** Logits of `rows` rows from `at` on, by the target's norm and unembedding, which these weights share. */
  readOut(at: number, rows: number): void {
    this.model.head(at, rows)
  }
}

/** Writes a vector at unit size: a residual stream grows with depth, and its direction is what the read-out sees. */
function setUnit(out: Float32Array, at: number, vector: Float32Array): void {
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += vector[i] * vector[i]
  const scale = 1 / Math.sqrt(squares / vector.length + NORM_EPSILON)
  for (let i = 0; i < vector.length; i++) out[at + i] = vector[i] * scale
}

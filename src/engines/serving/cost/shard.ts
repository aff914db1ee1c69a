/**
 * What one device holds of the model under a placement, and how many layers a batch passes.
 *
 * Tensor parallelism cuts heads, feed-forward and vocabulary; KV heads are replicated once there are fewer of them than
 * ranks. Pipeline parallelism splits layers. Data-parallel ranks hold everything again except routed experts, which are
 * spread over tensor × data ranks: whole experts with expert parallelism, a slice of every expert without.
 */
import type { Model } from '../../../catalog/model.ts'
import { kvBytesPerTokenAndLayer } from '../../../formulas/kv-bytes-per-token.ts'
import { parameterCounts } from '../../../formulas/parameter-counts.ts'
import { bytesPerWeight, PLAIN_BYTES } from '../../../formulas/weight-bytes.ts'
import type { Bytes } from '../../../kernel/units.ts'
import type { Shape } from '../contracts/placement.ts'
import { kvValueBytes, type Precision } from './precision.ts'

export interface Shard {
  readonly tensor: number
  readonly stages: number
  readonly data: number
  readonly devices: number
  readonly heads: number
  readonly kvHeads: number
  readonly feedForward: number
  readonly vocabulary: number
  /** Ranks that routed experts are spread over: for collectives. */
  readonly expertSpread: number
  /** Whether whole experts are spread (a gate then has `expertSpread` ranks) or slices of all. */
  readonly expertParallel: boolean
  /** Inner width of what a rank holds of one expert, and of all shared experts. */
  readonly expertDim: number
  readonly sharedDim: number
  /** Layer passes of a batch. A pipeline moves in step, so every stage counts as the longest: ⌈layers / stages⌉. */
  readonly layers: number
  readonly denseLayers: number
  readonly expertLayers: number
}

/** Ranks of the gate: what `GateContext.ranks` must be for `work.experts.peak…` to mean what the cost model reads. */
export const gateRanks = ({ tensor, data, expertParallel }: Shape): number => (expertParallel ? tensor * data : 1)

export function shardOf(model: Model, placement: Shape): Shard {
  const { tensor, pipeline: stages, data, expertParallel } = placement
  const { attention, experts, layers } = model
  const expertSpread = tensor * data
  const stretch = (Math.ceil(layers / stages) * stages) / layers
  const denseLayers = experts ? experts.denseLayers : layers
  return {
    tensor,
    stages,
    data,
    devices: tensor * stages * data,
    heads: Math.ceil(attention.heads / tensor),
    kvHeads: Math.ceil(attention.kvHeads / tensor),
    feedForward: Math.ceil(model.feedForward / tensor),
    vocabulary: Math.ceil(model.vocabulary / tensor),
    expertSpread,
    expertParallel,
    expertDim: experts ? (expertParallel ? experts.dim : Math.ceil(experts.dim / expertSpread)) : 0,
    sharedDim: experts ? Math.ceil((experts.shared * experts.dim) / tensor) : 0,
    layers: layers * stretch,
    denseLayers: denseLayers * stretch,
    expertLayers: (layers - denseLayers) * stretch,
  }
}

/** Bytes that one token's KV takes on one device. */
export const kvBytesPerTokenOnDevice = (model: Model, placement: Shape, precision: Precision): Bytes =>
  Math.ceil(model.layers / placement.pipeline) *
  kvBytesPerTokenAndLayer(
    model.attention,
    Math.ceil(model.attention.kvHeads / placement.tensor),
    kvValueBytes(precision),
  )

/** Weights of the fullest device: most layers, most of them with experts, and the larger of embedding and head. */
export function weightBytesOnDevice(model: Model, placement: Shape, precision: Precision): Bytes {
  const counts = parameterCounts(model)
  const { tensor, pipeline, data } = placement
  const bytes = bytesPerWeight(precision.weights)
  const layers = Math.ceil(model.layers / pipeline)
  const expertLayers = Math.min(layers, counts.expertLayers)
  const expertsHere = model.experts
    ? placement.expertParallel
      ? Math.ceil(model.experts.count / (tensor * data))
      : model.experts.count / (tensor * data)
    : 0
  const attention = (attentionWeightsCut(model, tensor) + attentionWeightsKept(model)) * bytes
  const dense = (counts.feedForward / tensor) * bytes
  const sparse = (expertsHere * counts.expert + counts.shared / tensor) * bytes + counts.gate * PLAIN_BYTES
  const tables = pipeline === 1 ? counts.embedding + counts.head : counts.embedding
  return (
    layers * (attention + counts.norms * PLAIN_BYTES) +
    (layers - expertLayers) * dense +
    expertLayers * sparse +
    (tables / tensor + model.dim) * PLAIN_BYTES // and the last norm
  )
}

/** Attention weights that tensor parallelism cuts, on one rank; K and V never under one head. */
function attentionWeightsCut({ attention, dim }: Model, tensor: number): number {
  const heads = Math.ceil(attention.heads / tensor)
  const { headDim, kvRank = 0, queryRank = 0, ropeDim = 0, valueDim = headDim } = attention
  if (attention.kind === 'grouped') return dim * headDim * (2 * heads + 2 * Math.ceil(attention.kvHeads / tensor))
  const query = (queryRank > 0 ? queryRank : dim) * heads * (headDim + ropeDim)
  return query + kvRank * heads * (headDim + valueDim) + heads * valueDim * dim
}

/** Down-projections of latent attention: every rank needs the whole compressed vector. */
function attentionWeightsKept({ attention, dim }: Model): number {
  if (attention.kind === 'grouped') return 0
  return dim * ((attention.queryRank ?? 0) + (attention.kvRank ?? 0) + (attention.ropeDim ?? 0))
}

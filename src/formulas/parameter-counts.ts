/**
 * How many weights a transformer has, by part: what is read, cut, quantised or kept whole differs by part.
 *
 * Left out: biases and the norms inside attention, under 0.1 % of any model of the catalogue.
 * Source: the shapes of the Transformers implementations named in the catalogue; DeepSeek-V2 (arXiv 2405.04434) for
 * latent attention.
 */
import type { Model } from '../catalog/model.ts'

export interface ParameterCounts {
  /** One attention block. */
  readonly attention: number
  /** One dense feed-forward block. */
  readonly feedForward: number
  /** One routed expert, and all shared experts of a layer together; 0 without experts. */
  readonly expert: number
  readonly shared: number
  /** The gate of a layer. */
  readonly gate: number
  /** Both norms of a layer. */
  readonly norms: number
  /** Embedding, and the output head (0 when tied to it). */
  readonly embedding: number
  readonly head: number
  readonly denseLayers: number
  readonly expertLayers: number
  /** Whole model, and those one token goes through (a whole embedding table counted as in published figures). */
  readonly total: number
  readonly active: number
}

/** Weights of one attention block. Llama-3-8B: 4096 × (32 + 2 × 8) × 128 + 32 × 128 × 4096 = 41,943,040. */
function attentionParameters({ attention, dim }: Model): number {
  const { heads, kvHeads, headDim } = attention
  if (attention.kind === 'grouped') return dim * (heads + 2 * kvHeads) * headDim + heads * headDim * dim
  const { kvRank = 0, queryRank = 0, ropeDim = 0, valueDim = headDim } = attention
  const queryWidth = heads * (headDim + ropeDim)
  const query = queryRank > 0 ? dim * queryRank + queryRank * queryWidth : dim * queryWidth
  return query + dim * (kvRank + ropeDim) + kvRank * heads * (headDim + valueDim) + heads * valueDim * dim
}

export function parameterCounts(model: Model): ParameterCounts {
  const { dim, experts } = model
  const matrices = model.gated ? 3 : 2
  const attention = attentionParameters(model)
  const feedForward = matrices * dim * model.feedForward
  const expert = experts ? matrices * dim * experts.dim : 0
  const shared = experts ? experts.shared * expert : 0
  const gate = experts ? dim * experts.count : 0
  const norms = 2 * dim
  const embedding = model.vocabulary * dim
  const head = model.tiedEmbedding ? 0 : embedding
  const denseLayers = experts ? experts.denseLayers : model.layers
  const expertLayers = model.layers - denseLayers
  const outside = embedding + head + dim + model.layers * (attention + norms) + denseLayers * feedForward
  const withExperts = (routed: number): number => outside + expertLayers * (routed * expert + shared + gate)
  return {
    attention,
    feedForward,
    expert,
    shared,
    gate,
    norms,
    embedding,
    head,
    denseLayers,
    expertLayers,
    total: withExperts(experts?.count ?? 0),
    active: withExperts(experts?.active ?? 0),
  }
}

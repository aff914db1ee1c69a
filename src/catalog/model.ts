/** A transformer as its config.json describes it: enough for weights, KV bytes and work per token. */
export interface Attention {
  /** grouped: heads and kvHeads (equal = multi-head). latent: DeepSeek's compressed KV (kvRank + ropeDim per token). */
  readonly kind: 'grouped' | 'latent'
  readonly heads: number
  readonly kvHeads: number
  readonly headDim: number
  /** latent only: rank of the compressed KV, of the query (0 = none), rotary part, value width per head. */
  readonly kvRank?: number
  readonly queryRank?: number
  readonly ropeDim?: number
  readonly valueDim?: number
  /** Tokens a sliding-window layer looks back, and how many layers of all have it. */
  readonly window?: { readonly tokens: number; readonly layers: number }
}

export interface Experts {
  readonly count: number
  /** Routed experts a token goes through. */
  readonly active: number
  readonly shared: number
  /** Inner width of one expert. */
  readonly dim: number
  /** First layers that are dense. */
  readonly denseLayers: number
}

export interface Model {
  readonly id: string
  readonly title: string
  readonly layers: number
  readonly dim: number
  readonly attention: Attention
  /** Inner width of the dense feed-forward; with experts, that of the dense layers. */
  readonly feedForward: number
  /** Gated (SwiGLU: three matrices) or plain (two). */
  readonly gated: boolean
  readonly vocabulary: number
  readonly tiedEmbedding: boolean
  readonly experts?: Experts
  /** Most positions it was trained for. */
  readonly maxPositions: number
  readonly source: string
}

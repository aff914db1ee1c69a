/** What a model is made of: numbers only, as in the header of its weight file. */
export interface ModelShape {
  readonly dim: number
  readonly layers: number
  readonly heads: number
  /** Query head h reads KV head ⌊h × kvHeads / heads⌋ (grouped queries; Ainslie et al. 2023). */
  readonly kvHeads: number
  readonly headDim: number
  /** Width of a feed-forward block, or of one expert. */
  readonly hidden: number
  readonly vocab: number
  /** Positions it was trained on. */
  readonly context: number
  readonly ropeBase: number
  /** 0 for a dense model. */
  readonly experts: number
  readonly activeExperts: number
  /** Layers after which the model can exit: 1 … exits. 0 for none. */
  readonly exits: number
}

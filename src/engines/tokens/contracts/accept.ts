/** When a drafted token is accepted, and what the target's distribution becomes when it is not. */

/** One decision: token `x` at a node whose target distribution is p[pAt …]. q is null for a point mass on x. */
export interface Decision {
  readonly p: Float32Array
  readonly pAt: number
  readonly q: Float32Array | null
  readonly qAt: number
  readonly vocab: number
  readonly token: number
}

export interface AcceptanceRule {
  accepts(decision: Decision, u: number): boolean
  /** Turns p into what is left for the next sibling, or for the token drawn in its place. */
  reject(decision: Decision): void
}

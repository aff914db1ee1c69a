/** What a drafter proposes, and what became of it. */

export const Verdict = { discarded: 0, accepted: 1, rejected: 2 } as const

/**
 * A tree of tokens under the last token of the text. Row 0 is that token; a chain is a tree where every node has one child. Columns
 * are reused from round to round.
 */
export interface Draft {
  readonly mostRows: number
  readonly vocab: number
  /** Rows, the root included. */
  readonly count: number
  readonly isFull: boolean
  readonly token: Int32Array
  /** Row of the parent; −1 for the root. */
  readonly parent: Int32Array
  readonly depth: Int32Array
  /** 1 where a token was drawn from `q`, 0 where it was picked for sure and counts as a point mass. */
  readonly isDrawn: Uint8Array
  /** (rows, vocab): the distribution that a drawn token came from, as it was sampled. Siblings share theirs by value. */
  readonly q: Float32Array
  /** What the drafter thinks of a token: its own probability, for drafters that have one; NaN for others. */
  readonly confidence: Float64Array
  /** Where in the text a looked-up draft was copied from; −1 for other drafts. */
  source: number
  /** Why drafting ended. */
  stop: 'length' | 'threshold' | 'end' | 'no-match' | 'room'
  /** Passes of the drafter and rows that went through them, for the modelled time. */
  passes: number
  rows: number
  /** Adds a node and returns its row. Its q, where it is drawn, is written by the caller before. */
  add(parent: number, token: number, how: { isDrawn: boolean; confidence: number }): number
}

/** A draft after the target's pass. NaN in the columns of figures where a node was not examined. */
export interface Outcome {
  /** By row of the draft, a `Verdict`. */
  readonly verdict: Uint8Array
  /** p(x), q(x), the acceptance chance Σ min(p, q) at its parent, and the draw. */
  readonly p: Float64Array
  readonly q: Float64Array
  readonly overlap: Float64Array
  readonly u: Float64Array
  /** Rows of the accepted path, without the root. */
  readonly path: readonly number[]
  readonly accepted: number
}

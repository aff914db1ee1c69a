/**
 * What a drafter proposes: a tree of tokens under the last token of the text. Row 0 is that token; a chain is a tree where
 * every node has one child. Columns are reused from round to round.
 */
export class Draft {
  readonly mostRows: number
  readonly vocab: number
  /** Rows, the root included. */
  count = 1
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
  source = -1
  /** Why drafting ended. */
  stop: 'length' | 'threshold' | 'end' | 'no-match' | 'room' = 'length'
  /** Passes of the draft and rows that went through them, for the modelled time. */
  passes = 0
  rows = 0

  constructor(mostRows: number, vocab: number) {
    this.mostRows = mostRows
    this.vocab = vocab
    this.token = new Int32Array(mostRows)
    this.parent = new Int32Array(mostRows)
    this.depth = new Int32Array(mostRows)
    this.isDrawn = new Uint8Array(mostRows)
    this.q = new Float32Array(mostRows * vocab)
    this.confidence = new Float64Array(mostRows)
  }

  begin(root: number): void {
    this.count = 1
    this.token[0] = root
    this.parent[0] = -1
    this.depth[0] = 0
    this.source = -1
    this.stop = 'length'
    this.passes = 0
    this.rows = 0
  }

  get isFull(): boolean {
    return this.count >= this.mostRows
  }

  /** Adds a node and returns its row. Its q, where it is drawn, is written by the caller before. */
  add(parent: number, token: number, { isDrawn, confidence }: { isDrawn: boolean; confidence: number }): number {
    const row = this.count++
    this.token[row] = token
    this.parent[row] = parent
    this.depth[row] = this.depth[parent] + 1
    this.isDrawn[row] = isDrawn ? 1 : 0
    this.confidence[row] = confidence
    return row
  }

  /** Longest path below the root. */
  get height(): number {
    let height = 0
    for (let row = 1; row < this.count; row++) height = Math.max(height, this.depth[row])
    return height
  }
}

/** A draft in columns. */
import type { Draft } from '../../contracts/draft.ts'

export class DraftTree implements Draft {
  readonly mostRows: number
  readonly vocab: number
  count = 1
  readonly token: Int32Array
  readonly parent: Int32Array
  readonly depth: Int32Array
  readonly isDrawn: Uint8Array
  readonly q: Float32Array
  readonly confidence: Float64Array
  source = -1
  stop: Draft['stop'] = 'length'
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

  add(parent: number, token: number, { isDrawn, confidence }: { isDrawn: boolean; confidence: number }): number {
    const row = this.count++
    this.token[row] = token
    this.parent[row] = parent
    this.depth[row] = this.depth[parent] + 1
    this.isDrawn[row] = isDrawn ? 1 : 0
    this.confidence[row] = confidence
    return row
  }

  /** Forgets the rows of a chain from `count` on, and the passes that drew them. */
  cut(count: number): void {
    const gone = this.count - count
    this.count = count
    this.passes -= gone
    this.rows -= gone
    this.stop = 'threshold'
  }

  /** Longest path below the root. */
  get height(): number {
    let height = 0
    for (let row = 1; row < this.count; row++) height = Math.max(height, this.depth[row])
    return height
  }
}

/** The gates of a mixture: every row of a chunk is scored, and then sent where a rule says, or as the model was trained. */
import type { Chunk } from '../contracts/model.ts'
import type { Route, RouteSite } from '../contracts/route.ts'
import type { ModelShape } from '../contracts/shape.ts'
import { routeBest, scoreExperts } from './route.ts'

export class Gating {
  /** Weights of the experts that each row goes to, 0 for the others: (layers, rows, experts). */
  readonly gates: Float32Array
  /** Who says where rows go; null: as trained. */
  rule: Route | null = null
  private readonly shape: ModelShape
  private readonly mostRows: number
  private readonly site: RouteSite
  private chunk: Chunk | null = null

  constructor(shape: ModelShape, mostRows: number) {
    const { layers, experts, activeExperts: active } = shape
    this.shape = shape
    this.mostRows = mostRows
    this.gates = new Float32Array(layers * mostRows * experts)
    this.site = {
      ...{ layer: 0, rows: 0, experts, active },
      positionOf: (row) => this.chunk?.positions?.[row] ?? (this.chunk?.first ?? 0) + row,
      scores: new Float32Array(mostRows * experts),
      gates: this.gates,
    }
  }

  /** `x` (rows, dim), `router` (experts, dim); returns the layer's gates, (rows, experts). */
  choose(layer: number, chunk: Chunk, x: Float32Array, router: Float32Array): Float32Array {
    const { site, mostRows } = this
    const { experts, dim, activeExperts } = this.shape
    const rows = chunk.tokens.length
    const from = layer * mostRows * experts
    this.chunk = chunk
    Object.assign(site, { layer, rows, gates: this.gates.subarray(from, from + rows * experts) })
    scoreExperts(site.scores, { x, router, rows, experts, dim })
    if (this.rule === null) routeBest(site, activeExperts)
    else this.rule.choose(site)
    return site.gates
  }
}

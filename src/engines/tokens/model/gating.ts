/** The gates of a mixture: every row of a chunk is scored, and then sent where a rule says, or as the model was trained. */
import type { Chunk } from '../contracts/model.ts'
import type { Route, RouteSite } from '../contracts/route.ts'
import type { ModelShape } from '../contracts/shape.ts'
import { routeBest, scoreExperts } from './route.ts'

/** Hears where the rows of every chunk go, layer by layer. */
export interface ExpertWatch {
  /** `scoresAhead`: what the gate of the next layer says of what stands before this one, (rows, experts); null behind the last. */
  routed(site: RouteSite, scoresAhead: () => Float32Array | null): void
}

/** What stands before a gate: as the layer's norm leaves it, and before that. */
interface Before {
  /** (rows, dim) */
  readonly x: Float32Array
  readonly stream: Float32Array
  /** (experts, dim) */
  readonly router: Float32Array
  /** Gate of the next layer, and gains of its norm; null behind the last. */
  readonly next: { readonly router: Float32Array; readonly gain: Float32Array } | null
}

export class Gating {
  /** Weights of the experts that each row goes to, 0 for the others: (layers, rows, experts). */
  readonly gates: Float32Array
  /** Who says where rows go; null: as trained. */
  rule: Route | null = null
  watch: ExpertWatch | null = null
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

  /** Returns the layer's gates, (rows, experts). */
  choose(layer: number, chunk: Chunk, { x, stream, router, next }: Before): Float32Array {
    const { site, mostRows } = this
    const { experts, dim, activeExperts } = this.shape
    const rows = chunk.tokens.length
    const from = layer * mostRows * experts
    this.chunk = chunk
    Object.assign(site, { layer, rows, gates: this.gates.subarray(from, from + rows * experts) })
    scoreExperts(site.scores, { x, router, rows, experts, dim })
    if (this.rule === null) routeBest(site, activeExperts)
    else this.rule.choose(site)
    this.watch?.routed(site, () => next && scoresAhead(next, stream, { rows, experts, dim }))
    return site.gates
  }
}

/** The length of a row, which its norm would divide by, orders no experts and is left out. */
function scoresAhead(
  { router, gain }: NonNullable<Before['next']>,
  stream: Float32Array,
  { rows, experts, dim }: { readonly rows: number; readonly experts: number; readonly dim: number },
): Float32Array {
  const x = new Float32Array(rows * dim)
  for (let i = 0; i < x.length; i++) x[i] = stream[i] * gain[i % dim]
  const scores = new Float32Array(rows * experts)
  scoreExperts(scores, { x, router, rows, experts, dim })
  return scores
}

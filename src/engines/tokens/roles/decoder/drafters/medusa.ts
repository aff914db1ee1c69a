/**
 * Medusa: heads on the target's last hidden state, head j foretelling the token j places beyond the one the target gives.
 * Heads do not see each other's tokens, so a fixed sparse tree of ranks is tried: the nodes most likely to be accepted when
 * the r-th guess of a head is right with a chance that falls with r and with depth.
 *
 * Source: Medusa (Cai et al. 2024).
 */
import { exp } from '../../../../../kernel/math.ts'
import type { Drafter } from '../../../contracts/drafter.ts'
import type { Kernels, Matrix } from '../../../contracts/kernels.ts'
import type { ModelEnds } from '../../../contracts/model.ts'
import type { WeightFile } from '../../../contracts/weight-file.ts'
import type { Meter } from '../../../contracts/work.ts'
import { placed, unpackMatrix } from '../../../model/weights.ts'
import { bestOf } from '../../../sampling/best-of.ts'

export class MedusaHeads {
  readonly count: number
  private readonly kernels: Kernels
  private readonly target: ModelEnds
  private readonly heads: readonly {
    readonly weight: Matrix
    readonly bias: Float32Array
    readonly norm: Float32Array
  }[]
  private readonly hidden: Float32Array
  private readonly unit: Float32Array
  private readonly ones: Float32Array
  private readonly logits: Float32Array

  private readonly meter: Meter

  constructor(kernels: Kernels, file: WeightFile, target: ModelEnds, meter: Meter) {
    this.meter = meter
    this.kernels = kernels
    this.target = target
    this.count = file.header.heads ?? 0
    this.heads = Array.from({ length: this.count }, (_, head) => ({
      weight: unpackMatrix(kernels, file, `heads.${head}.weight`),
      bias: file.tensor(`heads.${head}.bias`),
      norm: placed(kernels, file.tensor(`heads.${head}.norm`)),
    }))
    this.hidden = kernels.allocate(target.shape.dim)
    this.unit = kernels.allocate(target.shape.dim)
    this.ones = kernels.allocate(target.shape.dim).fill(1)
    this.logits = kernels.allocate(target.shape.vocab)
  }

  /** All heads read one state in one pass: they share the matrix that reads them out. */
  begin(): void {
    this.meter.start()
  }

  /** Logits of head `index` (0 …) on a state (dim) that lies where the kernels can reach it. */
  read(index: number, state: Float32Array): Float32Array {
    const { kernels, hidden, target } = this
    const { weight, bias, norm } = this.heads[index]
    const { fround } = Math
    // The state at unit size: a gain of one.
    kernels.norm(this.unit, state, 0, this.ones, 1)
    kernels.matmul(hidden, 0, this.unit, 0, weight, 1, false)
    for (let i = 0; i < hidden.length; i++) {
      const v = fround(hidden[i] + bias[i])
      hidden[i] = fround(this.unit[i] + fround(v / fround(1 + fround(exp(-v)))))
    }
    kernels.norm(hidden, hidden, 0, norm, 1)
    kernels.matmul(this.logits, 0, hidden, 0, target.unembedding, 1, false)
    this.meter.read('attention', weight, 1)
    this.meter.read('head', target.unembedding, 1)
    return this.logits
  }
}

/** Chance that the guess of rank r is right at the first head, and what each further head keeps of it. */
const RANK_CHANCES = [0.6, 0.14, 0.07, 0.04, 0.03, 0.02, 0.015, 0.01] as const
const KEPT_PER_DEPTH = 0.8

/** Rank paths of the `nodes` most likely nodes, parents first: [0], [1], [0, 0] … */
function sparseTree(nodes: number, depth: number, width: number): readonly (readonly number[])[] {
  const open: { path: number[]; chance: number }[] = [{ path: [], chance: 1 }]
  const tree: number[][] = []
  while (tree.length < nodes && open.length > 0) {
    open.sort((a, b) => b.chance - a.chance || a.path.length - b.path.length)
    const { path, chance } = open.shift() as { path: number[]; chance: number }
    if (path.length > 0) tree.push(path)
    if (path.length >= depth) continue
    let kept = 1
    for (let level = 0; level < path.length; level++) kept *= KEPT_PER_DEPTH
    for (let rank = 0; rank < Math.min(width, RANK_CHANCES.length); rank++)
      open.push({ path: [...path, rank], chance: chance * RANK_CHANCES[rank] * kept })
  }
  return tree.sort((a, b) => a.length - b.length || compare(a, b))
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (const [i, rank] of a.entries()) if (rank !== b[i]) return rank - b[i]
  return 0
}

/** `state` (dim): the target's last hidden state of the last token it has seen, kept by who runs the target. */
export function medusaDrafter(
  heads: MedusaHeads,
  state: Float32Array,
  { nodes, depth, width }: { nodes: number; depth: number; width: number },
): Drafter {
  const tree = sparseTree(nodes, Math.min(depth, heads.count), width)
  return {
    reset: () => undefined,
    propose(_text, draft, room) {
      const levels = Math.min(heads.count, room, depth)
      if (levels < 1) {
        draft.stop = 'room'
        return
      }
      heads.begin()
      const guesses = Array.from({ length: levels }, (_, level) => bestOf(positive(heads.read(level, state)), width))
      draft.passes++
      draft.rows++
      const rowOf = new Map([['', 0]])
      for (const path of tree) {
        if (path.length > levels || draft.isFull) continue
        const parent = rowOf.get(path.slice(0, -1).join()) as number
        const token = guesses[path.length - 1][path[path.length - 1]]
        rowOf.set(path.join(), draft.add(parent, token, { isDrawn: false, confidence: Number.NaN }))
      }
    },
  }
}

/** Ranks are what matters: logits lifted above zero, so that no token counts as impossible. */
function positive(logits: Float32Array): Float32Array {
  let least = Number.POSITIVE_INFINITY
  for (const value of logits) least = Math.min(least, value)
  return logits.map((value) => value - least + 1)
}

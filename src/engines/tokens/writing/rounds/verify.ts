/** Walks down a draft with the target's distributions, accepts what the rule accepts, and adds the token the target gives. */
import type { AcceptanceRule } from '../../contracts/accept.ts'
import { type Draft, type Outcome, Verdict } from '../../contracts/draft.ts'
import type { TokenSource } from '../../contracts/writing.ts'
import { drawFrom } from '../../sampling/sampling.ts'
import { Special } from '../../text/tokenizer.ts'

/** What became of a draft; reused from round to round. */
export class RoundOutcome implements Outcome {
  readonly verdict: Uint8Array
  readonly p: Float64Array
  readonly q: Float64Array
  readonly overlap: Float64Array
  readonly u: Float64Array
  readonly path: number[] = []
  readonly emitted: { readonly token: number; readonly source: TokenSource }[] = []
  hasEnded = false

  constructor(mostRows: number) {
    this.verdict = new Uint8Array(mostRows)
    this.p = new Float64Array(mostRows)
    this.q = new Float64Array(mostRows)
    this.overlap = new Float64Array(mostRows)
    this.u = new Float64Array(mostRows)
  }

  get accepted(): number {
    return this.path.length
  }

  /** Drafts that were refused, of the first `count` rows. */
  rejected(count: number): number {
    let rejected = 0
    for (let row = 1; row < count; row++) if (this.verdict[row] === Verdict.rejected) rejected++
    return rejected
  }
}

/** Draws of one round: `accept` by row, `emit` once. */
export interface RoundLuck {
  accept(row: number): number
  emit(): number
}

/**
 * `p` (rows, vocab) holds the target's distribution after each row, as it is sampled; it is used up. An accepted end of the
 * text ends the round without a bonus. `reached`: the walk has come to a row, whose distribution is looked at from now on.
 */
export function verify(
  draft: Draft,
  p: Float32Array,
  rule: AcceptanceRule,
  luck: RoundLuck,
  outcome: RoundOutcome,
  reached?: (row: number) => void,
): void {
  const { vocab } = draft
  outcome.verdict.fill(Verdict.discarded, 0, draft.count)
  for (const column of [outcome.p, outcome.q, outcome.overlap, outcome.u]) column.fill(Number.NaN, 0, draft.count)
  outcome.path.length = 0
  outcome.emitted.length = 0
  outcome.hasEnded = false
  let at = 0
  let wasRejected = false
  reached?.(0)
  for (let row = 1; row < draft.count; row++) {
    if (draft.parent[row] !== at) continue
    // Children of a node stand in the order in which they are tried, and after their parent.
    const token = draft.token[row]
    const q = draft.isDrawn[row] === 1 ? draft.q : null
    const decision = { p, pAt: at * vocab, q, qAt: row * vocab, vocab, token }
    const u = luck.accept(row)
    outcome.p[row] = p[at * vocab + token]
    outcome.q[row] = q === null ? 1 : q[row * vocab + token]
    outcome.overlap[row] = overlapOf(decision)
    outcome.u[row] = u
    if (rule.accepts(decision, u)) {
      outcome.verdict[row] = Verdict.accepted
      outcome.path.push(row)
      outcome.emitted.push({ token, source: 'draft' })
      wasRejected = false
      if (token === Special.end) {
        outcome.hasEnded = true
        return
      }
      at = row
      reached?.(row)
    } else {
      outcome.verdict[row] = Verdict.rejected
      rule.reject(decision)
      wasRejected = true
    }
  }
  const token = drawFrom(p, at * vocab, vocab, luck.emit())
  const source = wasRejected ? 'residual' : draft.count === 1 ? 'target' : 'bonus'
  outcome.emitted.push({ token, source })
  outcome.hasEnded = token === Special.end
}

/** Σ min(p, q): the chance that a token drawn from q is accepted. */
function overlapOf({
  p,
  pAt,
  q,
  qAt,
  vocab,
  token,
}: {
  p: Float32Array
  pAt: number
  q: Float32Array | null
  qAt: number
  vocab: number
  token: number
}): number {
  if (q === null) return p[pAt + token]
  let sum = 0
  for (let i = 0; i < vocab; i++) sum += Math.min(p[pAt + i], q[qAt + i])
  return sum
}

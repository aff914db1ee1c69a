/** What became of drafts: sums of a run. */
import { type Outcome, Verdict } from '../contracts/draft.ts'
import type { RoundsView, Step } from '../contracts/writing.ts'
import type { RequestLog } from './request-log.ts'

export interface DomainSums {
  drafted: number
  accepted: number
  written: number
  passes: number
}

export class Speculation {
  accepted = 0
  rejected = 0
  discarded = 0
  bonus = 0
  /** First drafts of a round: how many, how many accepted, and the sum of Σ min(p, q) where they were drawn. */
  firstDrafts = 0
  firstAccepted = 0
  overlap = 0
  /** By accepted length: rounds; by place in the draft: reached and accepted. */
  readonly lengths: number[] = []
  readonly reached: number[] = []
  readonly kept: number[] = []
  readonly byDomain = new Map<string, DomainSums>()

  /** A round of a request; returns what its track shows: accepted, rejected, discarded, bonus. */
  book(request: RequestLog, step: Step, { draft, outcome, emitted }: RoundsView): readonly number[] {
    const { tried, kept, rejected } = step
    const discarded = countOf(outcome, draft.count, Verdict.discarded)
    const bonus = emitted.at(-1)?.source === 'bonus' ? 1 : 0
    this.accepted += kept
    this.rejected += rejected
    this.discarded += discarded
    this.bonus += bonus
    request.drafted += tried
    request.accepted += kept
    const { domain } = request.prompt
    const sums = this.byDomain.get(domain) ?? { drafted: 0, accepted: 0, written: 0, passes: 0 }
    this.byDomain.set(domain, sums)
    sums.drafted += tried
    sums.accepted += kept
    sums.passes++
    sums.written += emitted.length
    if (tried > 0) this.bookFirst(step, outcome)
    return [kept, rejected, discarded, bonus]
  }

  private bookFirst({ kept, rejected, height }: Step, { verdict, overlap }: Outcome): void {
    this.firstDrafts++
    if (verdict[1] === Verdict.accepted) this.firstAccepted++
    this.overlap += overlap[1]
    this.lengths[kept] = (this.lengths[kept] ?? 0) + 1
    const reached = Math.min(kept + (rejected > 0 ? 1 : 0), height)
    for (let place = 0; place < reached; place++) this.reached[place] = (this.reached[place] ?? 0) + 1
    for (let place = 0; place < kept; place++) this.kept[place] = (this.kept[place] ?? 0) + 1
  }
}

function countOf({ verdict }: Outcome, rows: number, wanted: number): number {
  let count = 0
  for (let row = 1; row < rows; row++) if (verdict[row] === wanted) count++
  return count
}

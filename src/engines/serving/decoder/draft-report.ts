/** How drafted tokens fared, for looking into a run: by request, and how far each verification came. */
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'

/** The longest draft that any decoder makes; longer ones would count as this long. */
const LONGEST = 32

export class DraftReport {
  /** Tokens drafted and accepted, by request. */
  readonly drafted: RequestColumn<'i32'>
  readonly accepted: RequestColumn<'i32'>
  /** Verifications that kept k drafts and rejected the next one, and those that kept all k they looked at. */
  readonly rejectedAfter: Float64Array
  readonly keptAll: Float64Array

  constructor(memory: Memory) {
    this.drafted = memory.perRequest('i32', 0)
    this.accepted = memory.perRequest('i32', 0)
    this.rejectedAfter = memory.array('f64', LONGEST + 1)
    this.keptAll = memory.array('f64', LONGEST + 1)
  }

  /** One verification of `drafted` tokens that looked at `checked` of them and kept `kept`. */
  round(request: number, drafted: number, checked: number, kept: number): void {
    this.drafted.at[request] += drafted
    this.accepted.at[request] += kept
    const place = Math.min(kept, LONGEST)
    if (kept < checked) this.rejectedAfter[place]++
    else this.keptAll[place]++
  }
}

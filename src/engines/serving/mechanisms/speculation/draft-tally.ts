/** How drafted tokens fared, for looking into a run: by request, and how far each verification came. */
import type { Memory, RequestColumn } from '../../../../kernel/memory.ts'
import type { DraftReport } from '../../contracts/decoder.ts'

/** The longest draft that any decoder makes; longer ones would count as this long. */
const LONGEST = 32

export class DraftTally implements DraftReport {
  /** Tokens drafted and accepted, by request. */
  readonly drafted: RequestColumn<'i32'>
  readonly accepted: RequestColumn<'i32'>
  /** Verifications that kept k drafts and rejected the next one, and those that kept all k they looked at. */
  readonly rejectedAfter: Float64Array
  readonly keptAll: Float64Array
  /** Rounds by what the round before of the same request did, and how many of them kept all: [kept all, rejected one]. */
  readonly followers: Float64Array
  readonly followersKept: Float64Array
  /** What a request's last round did: index into the above plus 1; 0 for none. */
  private readonly before: RequestColumn<'u8'>

  constructor(memory: Memory) {
    this.drafted = memory.perRequest('i32', 0)
    this.accepted = memory.perRequest('i32', 0)
    this.rejectedAfter = memory.array('f64', LONGEST + 1)
    this.keptAll = memory.array('f64', LONGEST + 1)
    this.followers = memory.array('f64', 2)
    this.followersKept = memory.array('f64', 2)
    this.before = memory.perRequest('u8', 0)
  }

  /** One verification of `drafted` tokens that looked at `checked` of them and kept `kept`. */
  round(request: number, drafted: number, checked: number, kept: number): void {
    this.drafted.at[request] += drafted
    this.accepted.at[request] += kept
    const place = Math.min(kept, LONGEST)
    const keptAll = kept === checked
    if (keptAll) this.keptAll[place]++
    else this.rejectedAfter[place]++
    const before = this.before.at[request]
    if (before > 0) {
      this.followers[before - 1]++
      if (keptAll) this.followersKept[before - 1]++
    }
    this.before.at[request] = keptAll ? 1 : 2
  }
}

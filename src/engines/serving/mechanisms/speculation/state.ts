/** How drafted tokens fared. */
import type { Memory } from '../../../../kernel/memory.ts'
import type { DraftTally } from './draft-tally.ts'

export interface Speculation {
  /** Of the whole run: drafts by what became of them, and verifications. */
  readonly counts: { accepted: number; rejected: number; discarded: number; bonus: number; rounds: number }
  /** What the decoder adds to in an iteration: accepted, rejected, discarded, bonus. */
  readonly amounts: Float64Array
  /** What decoders report of their drafts; null until one that drafts is built. */
  tally: DraftTally | null
}

export const createSpeculation = (memory: Memory): Speculation => ({
  counts: memory.object({ accepted: 0, rejected: 0, discarded: 0, bonus: 0, rounds: 0 }),
  amounts: memory.array('f64', 4),
  tally: null,
})

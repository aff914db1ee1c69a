/** How drafted tokens fared. */
import type { CountTrack, Provenance } from '../../../../kernel/tracks.ts'
import type { StateKey } from '../../core/mechanism.ts'
import type { DraftTally } from './draft-tally.ts'

export interface Speculation {
  /** Of the whole run: drafts by what became of them, and verifications. */
  readonly counts: { accepted: number; rejected: number; discarded: number; bonus: number; rounds: number }
  /** What the decoder adds to in an iteration: accepted, rejected, discarded, bonus. */
  readonly amounts: Float64Array
  /** What decoders report of their drafts; null until one that drafts is built. */
  tally: DraftTally | null
  /** Where acceptance comes from. */
  readonly provenance: () => Provenance
}

export const speculationState: StateKey<Speculation> = { id: 'speculation' }

/** Series: accepted, rejected, discarded, bonus, rounds (verifications). */
export const acceptanceTrack: StateKey<CountTrack> = { id: 'acceptance' }

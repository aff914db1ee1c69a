/** How masks fared. */
import type { CountTrack, Provenance } from '../../../../kernel/tracks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface DenoisingCounts {
  /** Of the whole run: places filled in, places computed that stayed masked, and steps of streams. */
  readonly counts: { filled: number; masked: number; steps: number }
  /** What the decoder adds to in an iteration: filled, masked, steps. */
  readonly amounts: Float64Array
  /** What a decoder adds to that came in its place while a step was under way, as drafts: all of it stayed masked. */
  readonly replaced: Float64Array
  /** Where steps come from. */
  readonly provenance: () => Provenance
}

export const denoisingState: StateKey<DenoisingCounts> = { id: 'denoising' }

/** Series: filled, masked. */
export const denoisingTrack: StateKey<CountTrack> = { id: 'denoising' }

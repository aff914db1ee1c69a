/** How many experts batches touched. */
import type { StateKey } from '../../core/mechanism.ts'

/** Σ over iterations of mean unique experts a layer, and iterations counted. */
export interface ExpertCounts {
  unique: number
  iterations: number
}

export const expertState: StateKey<ExpertCounts> = { id: 'experts' }

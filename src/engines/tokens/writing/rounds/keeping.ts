/** What happens to the cache of a text while it is written. */
import type { Seams } from '../../contracts/attention.ts'

export interface Keeping {
  /** Of rows that become text, and of rows that are only tried: those leave no trace. */
  readonly seams: Seams
  readonly tried: Seams
  /** Whether a draft is judged row by row, the cache settled in between. */
  readonly isByRow: boolean
  /** A text begins, its cache is empty; its prompt has so many tokens. */
  opened(promptTokens: number): void
  /** The cache has grown up to here for good: the time to round or evict. */
  settled(phase: 'prefill' | 'decode'): void
}

/** What the time of a kernel is made of: each alone, before they overlap. A form that is given one writes it beside its time. */
import type { Seconds } from '../../kernel/units.ts'

export interface KernelTerms {
  /** Multiplying, with the padding of tiles and blocks. */
  compute: Seconds
  /** Reading and writing. */
  memory: Seconds
  /** Launches, and what blocks take to begin and end. */
  fixed: Seconds
}

export const createTerms = (): KernelTerms => ({ compute: 0, memory: 0, fixed: 0 })

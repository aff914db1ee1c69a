/** What readers remember of their answers. */
import type { RequestColumn } from '../../../../kernel/memory.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Readers {
  /** Tokens seen, and when the last of them came. */
  readonly counted: RequestColumn<'i32'>
  readonly readAt: RequestColumn<'f64'>
  /** Moving average of the gaps, NaN before the first. */
  readonly average: RequestColumn<'f64'>
  /** 1 once its reader was left waiting. */
  readonly isLeft: RequestColumn<'u8'>
}

export const readersState: StateKey<Readers> = { id: 'readers' }

/** What schedulers have looked for. */
import type { RequestColumn } from '../../../../kernel/memory.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface LookUps {
  /** Of the whole run: look-ups, what they took, lines that were missed, and iterations. */
  readonly counts: { lookUps: number; time: Seconds; missed: number; iterations: number }
  /** 1 once the blocks of its prompt have been looked for, until it loses what it holds. */
  readonly hasLooked: RequestColumn<'u8'>
}

export const lookUpState: StateKey<LookUps> = { id: 'look-ups' }

/** The program that each request is a call of, −1 none. */
import type { RequestColumn } from '../../../../kernel/memory.ts'
import type { StateKey } from '../../core/mechanism.ts'

export const programState: StateKey<RequestColumn<'i32'>> = { id: 'programs' }

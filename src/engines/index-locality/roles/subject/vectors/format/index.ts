/** How vectors are written. A new format is its file and a line here. */
import { full } from './full.ts'
import { int8 } from './int8.ts'

export const formats = [full, int8] as const

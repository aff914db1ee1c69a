/** What outlives a crash. A new journal is its file and a line here. */
import { none } from './none.ts'
import { writeAhead } from './write-ahead.ts'

export const journals = [none, writeAhead] as const

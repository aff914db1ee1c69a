/** Formats of the cache. A new one is its file and a line here. */
import { full } from './full.ts'
import { rounded } from './rounded.ts'

export const kvFormats = [full, rounded] as const

/** Rules for what is read of a cache. A new one is its file and a line here. */
import { full } from './full.ts'
import { labelCache } from './label-cache.ts'
import { oracle } from './oracle.ts'
import { random } from './random.ts'
import { topBlocks } from './top-blocks.ts'

export const selects = [full, topBlocks, labelCache, random, oracle] as const

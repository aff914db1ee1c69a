/** Rules for which experts stay in memory. A new one is its file and a line here. */
import { belady } from './belady.ts'
import { lfu } from './lfu.ts'
import { lru } from './lru.ts'
import { pinned } from './pinned.ts'
import { random } from './random.ts'
import { resident } from './resident.ts'
import { segment } from './segment.ts'
import { segmentKnown } from './segment-known.ts'

export const expertCaches = [resident, lru, lfu, segment, pinned, random, belady, segmentKnown] as const

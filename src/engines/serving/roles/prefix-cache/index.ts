import { blockLru } from './block-lru.ts'
import { noRetention } from './none.ts'
import { radixTree } from './radix-tree.ts'

export const retentions = [blockLru, radixTree, noRetention] as const

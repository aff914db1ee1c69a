import { blockLru } from './block-lru.ts'
import { noPrefixCache } from './none.ts'
import { radixTree } from './radix-tree.ts'

export const prefixCaches = [blockLru, radixTree, noPrefixCache] as const

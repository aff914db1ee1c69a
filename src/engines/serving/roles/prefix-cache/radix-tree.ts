/**
 * Radix tree: full blocks stay findable as paths of a tree; when room is needed the least recently released leaf goes as
 * a whole branch, back to the last fork.
 *
 * Source: RadixAttention (Zheng et al., SGLang, 2024).
 * Left out: matching inside a block; SGLang's pages can be a single token, ours are the engine's blocks.
 */
import * as z from 'zod'
import { definePrefixCache } from '../../contracts/prefix-cache.ts'

export const radixTree = definePrefixCache({
  id: 'radix-tree',
  role: 'prefixCache',
  title: 'Prefix cache, radix tree',
  help: 'Full blocks stay findable; the least recently used leaf goes as a whole branch.',
  source: 'SGLang',
  knobs: z.strictObject({}),
  create: () => ({ keeps: true, evicts: 'branch' }),
})

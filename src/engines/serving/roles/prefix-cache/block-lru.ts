/**
 * Block LRU: full blocks stay findable by the chained hash of their prefix after their request ended; when room is needed
 * the block that was released longest ago goes, one at a time.
 *
 * Source: vLLM automatic prefix caching (design document "Automatic Prefix Caching").
 */
import * as z from 'zod'
import { definePrefixCache } from '../../contracts/prefix-cache.ts'

export const blockLru = definePrefixCache({
  id: 'block-lru',
  role: 'prefixCache',
  title: 'Prefix cache, block LRU',
  help: 'Full blocks stay findable; the one released longest ago goes first.',
  source: 'vLLM',
  knobs: z.strictObject({}),
  create: () => ({ keeps: true, evicts: 'block' }),
})

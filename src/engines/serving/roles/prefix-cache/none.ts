/** No prefix cache: blocks are free as soon as their request ends. */
import * as z from 'zod'
import { definePrefixCache } from '../../contracts/prefix-cache.ts'

export const noPrefixCache = definePrefixCache({
  id: 'none',
  role: 'prefixCache',
  title: 'No prefix cache',
  help: 'Blocks are free as soon as their request ends.',
  knobs: z.strictObject({}),
  create: () => ({ keeps: false, evicts: 'block' }),
})

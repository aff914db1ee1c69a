/** Finding a block costs nothing, as in a hash table that nobody would notice. */
import * as z from 'zod'
import { defineBlockLookUp } from '../../contracts/block-look-up.ts'

export const freeLookUp = defineBlockLookUp({
  id: 'free',
  role: 'blockLookUp',
  title: 'Blocks found at no cost',
  help: 'Finding a block of the cache takes no time.',
  knobs: z.strictObject({}),
  create: () => ({ costAt: null, isEveryIteration: false }),
})

/** Nothing is kept at hand: every query goes to the index. */
import * as z from 'zod'
import { defineLookaside } from '../../../../contracts/vectors.ts'

export const none = defineLookaside({
  id: 'none',
  role: 'lookaside',
  title: 'None',
  help: 'Every query goes to the index.',
  knobs: z.strictObject({}),
  create: () => ({
    // biome-ignore lint/correctness/useYield: nothing is looked at
    *find() {
      return null
    },
    keep: () => undefined,
  }),
})

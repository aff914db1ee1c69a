/** Nothing is kept at hand: every query goes to the index. */
import * as z from 'zod'
import { atOnce } from '../../../../contracts/operation.ts'
import { defineLookaside } from '../../../../contracts/vectors.ts'

export const none = defineLookaside({
  id: 'none',
  role: 'lookaside',
  title: 'None',
  help: 'Every query goes to the index.',
  knobs: z.strictObject({}),
  create: () => ({
    find: () => atOnce(null),
    keep: () => undefined,
  }),
})

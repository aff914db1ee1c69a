/** What the peer really wants: nobody can know it, and nobody does better. */
import * as z from 'zod'
import { defineRanker } from '../../../../contracts/ranker.ts'

export const wanted = defineRanker({
  id: 'wanted',
  role: 'ranker',
  title: 'What is wanted',
  help: 'An oracle: the order that the peer itself would choose.',
  sees: ['wanted'],
  knobs: z.strictObject({}),
  create: (_, view) => ({
    score({ peer, items }, into) {
      for (const [i, item] of items.entries()) into[i] = view.wanted(peer, item)
    },
  }),
})

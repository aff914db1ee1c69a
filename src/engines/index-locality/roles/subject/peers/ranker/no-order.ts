/** Any order: what every other one must beat. */
import * as z from 'zod'
import { defineRanker } from '../../../../contracts/ranker.ts'

export const noOrder = defineRanker({
  id: 'no-order',
  role: 'ranker',
  title: 'Any order',
  help: 'Items in an order that a draw decides, anew for each query.',
  knobs: z.strictObject({}),
  create(_, { draws }) {
    const stream = draws.stream('any order')
    return {
      score({ items, key }, into) {
        for (let i = 0; i < items.length; i++) into[i] = stream.at(key, i)
      },
    }
  },
})

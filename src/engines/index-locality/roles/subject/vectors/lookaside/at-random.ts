/** The control: as many vectors at hand, and as many put in after each search, but drawn from all. */
import * as z from 'zod'
import { defineLookaside } from '../../../../contracts/vectors.ts'
import { Ring, ringKnobs } from './ring.ts'

export const atRandom = defineLookaside({
  id: 'at-random',
  role: 'lookaside',
  title: 'At random',
  help: 'A control: keeps as many vectors, drawn from all of them, whatever was found.',
  knobs: z.strictObject({
    ...ringKnobs,
    prefetch: z.int().min(0).max(64).default(7).meta({
      label: 'Taken along',
      unit: 'vectors',
      help: 'Vectors put in after each search beside one for what was found.',
    }),
  }),
  create({ prefetch, ...size }, context) {
    const ring = new Ring(context, size, {
      isNearEnough: (similarity, threshold) => similarity >= threshold,
      leaves: (put) => put,
    })
    const stream = context.draws.stream('lookaside')
    let searches = 0
    return {
      find: (query) => ring.find(query),
      keep() {
        searches++
        for (let i = 0; i <= prefetch; i++) ring.put(Math.floor(stream.at(searches, i) * context.loaded))
      },
    }
  },
})

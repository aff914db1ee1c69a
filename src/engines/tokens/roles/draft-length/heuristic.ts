/** Two more after a round without rejection, one fewer after a rejection: what common libraries do. */
import * as z from 'zod'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

export const heuristic = defineDraftLength({
  id: 'heuristic',
  role: 'draftLength',
  title: 'Heuristic',
  help: 'Grows by two tokens after a round that was accepted whole, and shrinks by one after a rejection.',
  knobs: z.strictObject({
    start: z.int().min(1).max(MOST_DRAFTED).default(5).meta({
      label: 'First draft length',
      unit: 'tokens',
      help: 'Where the length starts; it forgets this within some rounds.',
    }),
  }),
  create({ start }) {
    let length = start
    return {
      reset() {
        length = start
      },
      most: () => length,
      goesOn: () => true,
      settle(drafted, accepted) {
        if (drafted === 0) return
        length = accepted === drafted ? Math.min(MOST_DRAFTED, length + 2) : Math.max(1, length - 1)
      },
    }
  },
})

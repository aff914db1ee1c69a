/** Round robin: instances in turn, whatever they have to do. The neutral router. */
import * as z from 'zod'
import { defineRouter } from '../../contracts/router.ts'

export const roundRobin = defineRouter({
  id: 'round-robin',
  role: 'router',
  title: 'Round robin',
  help: 'Instances in turn, whatever they have to do.',
  knobs: z.strictObject({}),
  create: (_knobs, { memory }) => {
    const state = memory.object({ next: 0 })
    return {
      route: (_request, { alive }) => alive[state.next++ % alive.length],
    }
  },
})

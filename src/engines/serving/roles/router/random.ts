/** Any instance, by a keyed draw: the control of routers. What does no better than this does not decide. */
import * as z from 'zod'
import { defineRouter } from '../../contracts/router.ts'

export const random = defineRouter({
  id: 'random',
  role: 'router',
  title: 'At random',
  help: 'Any instance, whatever it has to do: the control that a router has to beat.',
  knobs: z.strictObject({}),
  create: (_knobs, { draws }) => {
    const chance = draws.stream('router')
    return {
      route: (request, { alive }) => alive[Math.floor(chance.at(request) * alive.length)],
    }
  },
})

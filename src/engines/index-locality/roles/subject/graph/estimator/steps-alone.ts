/** Exact steps and nothing else: what is under way after the last one counts where it is. */
import * as z from 'zod'
import { defineEstimator } from '../../../../contracts/estimator.ts'
import { pushesKnob } from './powerwalk.ts'
import { push } from './push.ts'

export const stepsAlone = defineEstimator({
  id: 'steps-alone',
  role: 'estimator',
  title: 'Exact steps alone',
  help: 'Power iteration that is broken off: nothing is prepared, and what is far away is missed.',
  knobs: z.strictObject({ pushes: pushesKnob }),
  create({ pushes }, context) {
    const shared = { together: 0, alone: 0 }
    return {
      shared,
      *estimate(sources) {
        const { stayed, under, frontier } = yield* push(context, sources, pushes, shared)
        for (const [q, mass] of under.entries()) for (const vertex of frontier) stayed[q][vertex] += mass[vertex]
        return stayed
      },
    }
  },
})

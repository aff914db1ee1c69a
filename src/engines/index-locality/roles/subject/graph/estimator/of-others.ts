/** The control: the same steps and as many fingerprints, but of vertices that a draw names. */
import * as z from 'zod'
import { defineEstimator } from '../../../../contracts/estimator.ts'
import { walksKnob } from './fingerprints.ts'
import { composed, pushesKnob } from './powerwalk.ts'

export const ofOthers = defineEstimator({
  id: 'of-others',
  role: 'estimator',
  title: 'Fingerprints of others',
  help: 'A control: exact steps, then the fingerprints of any vertices, as many as there were.',
  knobs: z.strictObject({ walks: walksKnob, pushes: pushesKnob }),
  create(knobs, context) {
    const stream = context.draws.stream('others')
    const { vertices } = context.graph
    return composed(context, knobs, {
      whose: (vertex, batch) => Math.floor(stream.at(vertex, batch) * vertices),
      counts: (mass) => mass,
    })
  },
})

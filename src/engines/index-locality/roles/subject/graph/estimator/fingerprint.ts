/** The fingerprint of the source, as it is: one list to read, and as true as its few walks. */
import * as z from 'zod'
import { defineEstimator } from '../../../../contracts/estimator.ts'
import { Fingerprints, walksKnob } from './fingerprints.ts'

export const fingerprint = defineEstimator({
  id: 'fingerprint',
  role: 'estimator',
  title: 'Its fingerprint',
  help: 'What walks from the source had counted before: one list to read, and rough.',
  source: 'PowerWalk (Liu et al. 2016)',
  knobs: z.strictObject({ walks: walksKnob }),
  create({ walks }, context) {
    const fingerprints = new Fingerprints(context, walks)
    return {
      shared: { together: 0, alone: 0 },
      *estimate(sources) {
        const found = sources.map(() => new Float64Array(context.graph.vertices))
        for (const [q, source] of sources.entries()) {
          fingerprints.addTo([found[q]], [1], source)
          yield 'step'
        }
        return found
      },
    }
  },
})

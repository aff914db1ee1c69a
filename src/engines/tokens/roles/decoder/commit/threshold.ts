/** Every place that is sure enough; the surest one where none is. */
import * as z from 'zod'
import { defineCommit } from '../../../contracts/commit.ts'
import { bySureness } from './by-sureness.ts'

export const threshold = defineCommit({
  id: 'threshold',
  role: 'commit',
  title: 'Confidence threshold',
  help: 'Fills in every place whose token is likelier than a threshold, at least the surest.',
  source: 'Fast-dLLM (Wu et al. 2025)',
  knobs: z.strictObject({
    threshold: z.number().min(0).max(1).default(0.9).meta({
      label: 'Threshold',
      unit: '',
      help: 'Lower fills in more places a step, and lets them contradict each other.',
    }),
  }),
  create: ({ threshold: least }) => ({
    choose(candidates) {
      const sure = candidates.filter(({ confidence }) => confidence >= least)
      return sure.length > 0 ? sure : bySureness(candidates).slice(0, 1)
    },
  }),
})

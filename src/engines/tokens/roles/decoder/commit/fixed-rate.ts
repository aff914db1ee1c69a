/** The same number of places a step, the surest first; one is the slowest and the best. */
import * as z from 'zod'
import { defineCommit } from '../../../contracts/commit.ts'
import { bySureness } from './by-sureness.ts'

export const fixedRate = defineCommit({
  id: 'fixed-rate',
  role: 'commit',
  title: 'Fixed rate',
  help: 'Fills in the same number of places each step, however sure they are.',
  source: 'LLaDA (Nie et al. 2025)',
  knobs: z.strictObject({
    places: z.int().min(1).max(64).default(2).meta({
      label: 'Places a step',
      unit: 'tokens',
      help: 'More places need fewer steps, and ignore more of what they say to each other.',
    }),
  }),
  create: ({ places }) => ({ choose: (candidates) => bySureness(candidates).slice(0, places) }),
})

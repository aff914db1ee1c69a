/** The same number of tokens every round. */
import * as z from 'zod'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

export const fixed = defineDraftLength({
  id: 'fixed',
  role: 'draftLength',
  title: 'Fixed',
  help: 'Drafts the same number of tokens every round.',
  source: 'Leviathan, Kalman and Matias 2023',
  knobs: z.strictObject({
    draftLength: z.int().min(1).max(MOST_DRAFTED).default(4).meta({
      label: 'Draft length γ',
      unit: 'tokens',
      help: 'Longer drafts emit more tokens a target pass while they are accepted, and waste more once one is rejected.',
    }),
  }),
  create: ({ draftLength }) => ({ most: () => draftLength, goesOn: () => true, settle: () => undefined }),
})

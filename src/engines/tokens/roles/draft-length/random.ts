/** Stops by the throw of a coin: the control of every rule that looks at the draft, at a mean length that is chosen. */
import * as z from 'zod'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

export const random = defineDraftLength({
  id: 'random',
  role: 'draftLength',
  title: 'At random',
  help: 'After every token a coin decides whether the draft ends: what a rule must beat to be one.',
  knobs: z.strictObject({
    mean: z
      .number()
      .min(1)
      .max(MOST_DRAFTED)
      .default(4)
      .meta({
        label: 'Mean length',
        unit: 'tokens',
        help: 'Of drafts that nothing else ends: longer wastes more, and emits more tokens a target pass.',
        slider: [1, 12],
      }),
    most: z.int().min(1).max(MOST_DRAFTED).default(20).meta({
      label: 'Longest draft',
      unit: 'tokens',
      help: 'A round ends here at the latest.',
    }),
  }),
  // A coin that ends a draft with the chance 1 / mean after each token: mean tokens on average.
  create: ({ mean, most }) => ({
    most: () => most,
    goesOn: ({ chance }) => chance >= 1 / mean,
    settle: () => undefined,
  }),
})

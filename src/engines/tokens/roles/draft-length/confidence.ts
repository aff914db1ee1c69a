/** Stops once the draft is unsure of its own token. */
import * as z from 'zod'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

export const confidence = defineDraftLength({
  id: 'confidence',
  role: 'draftLength',
  title: 'Draft confidence',
  help: 'Stops after a token whose largest probability in the draft is below a threshold.',
  knobs: z.strictObject({
    threshold: z.number().min(0).max(1).default(0.4).meta({
      label: 'Threshold',
      unit: '',
      help: 'Higher stops earlier: fewer discarded tokens, more target passes.',
    }),
    most: z.int().min(1).max(MOST_DRAFTED).default(16).meta({
      label: 'Longest draft',
      unit: 'tokens',
      help: 'A round ends here at the latest.',
    }),
  }),
  create: ({ threshold, most }) => ({
    most: () => most,
    goesOn: ({ largest }) => largest >= threshold,
    settle: () => undefined,
  }),
})

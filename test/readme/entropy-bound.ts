/** Entropy bound: a draft ends once the draft model no longer knows what comes next, since its guesses are refused then. */
import * as z from 'zod'
import { defineDraftLength } from '../../src/engines/tokens/contracts/draft-length.ts'
import { MOST_DRAFTED } from '../../src/engines/tokens/roles/draft-length/most-drafted.ts'

export const entropyBound = defineDraftLength({
  id: 'entropy-bound',
  role: 'draftLength',
  title: 'Entropy bound',
  help: 'Stops after a token where the draft was spread over too many others.',
  knobs: z.strictObject({
    bound: z.number().min(0).max(6).default(1).meta({
      label: 'Entropy at most',
      unit: 'nat',
      help: 'Lower stops earlier: fewer discarded tokens, more target passes.',
    }),
  }),
  create: ({ bound }) => ({
    most: () => MOST_DRAFTED,
    goesOn: ({ entropy }) => entropy <= bound,
    settle: () => undefined, // what became of the round: nothing to learn from here
  }),
})

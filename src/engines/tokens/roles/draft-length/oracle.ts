/** Stops exactly at the first rejection: what no rule can know, and the bound that every rule is measured against. */
import * as z from 'zod'
import { Verdict } from '../../contracts/draft.ts'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

export const oracle = defineDraftLength({
  id: 'oracle',
  role: 'draftLength',
  title: 'Oracle',
  help: 'Drafts up to the first token that will be rejected, and not one more: an upper bound.',
  knobs: z.strictObject({
    most: z.int().min(1).max(MOST_DRAFTED).default(16).meta({
      label: 'Longest draft',
      unit: 'tokens',
      help: 'Longer lets a run of accepted tokens finish in one round.',
    }),
  }),
  sees: ['verdict'],
  create: ({ most }) => ({
    most: () => most,
    goesOn: () => true,
    keeps({ count, verdict }) {
      let last = 0
      for (let row = 1; row < count; row++) if (verdict[row] !== Verdict.discarded) last = row
      return last + 1
    },
    settle: () => undefined,
  }),
})

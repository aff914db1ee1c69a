/** Stops exactly at the first rejection: what no rule can know, and the bound that every rule is measured against. */
import * as z from 'zod'
import { defineLength, MOST_DRAFTED } from './length.ts'

export const oracle = defineLength({
  id: 'oracle',
  title: 'Oracle',
  help: 'Drafts up to the first token that will be rejected, and not one more: an upper bound.',
  knobs: z.strictObject({
    most: z.int().min(1).max(MOST_DRAFTED).default(16).meta({
      label: 'Longest draft',
      unit: 'tokens',
      help: 'Longer lets a run of accepted tokens finish in one round.',
    }),
  }),
  isOracle: true,
  create: ({ most }) => ({ most: () => most, goesOn: () => true, settle: () => undefined }),
})

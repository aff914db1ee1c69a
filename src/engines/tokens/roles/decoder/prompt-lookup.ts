/** Prompt lookup: the text itself drafts. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { lookupDrafter } from './drafters/lookup.ts'

export const promptLookup = defineDecoder({
  id: 'prompt-lookup',
  role: 'decoder',
  title: 'Prompt lookup',
  help: 'Searches the text for the last few tokens and drafts what followed them there. Costs no model at all.',
  source: 'apoorvumang/prompt-lookup-decoding 2023',
  knobs: z.strictObject({
    longest: z.int().min(1).max(5).default(3).meta({
      label: 'Longest pattern',
      unit: 'tokens',
      help: 'Longer patterns match less often and are right more often; shorter ones are tried next.',
    }),
    shortest: z.int().min(1).max(5).default(1).meta({
      label: 'Shortest pattern',
      unit: 'tokens',
      help: 'Below this no draft is made.',
      level: 'advanced',
    }),
    count: z.int().min(1).max(20).default(10).meta({
      label: 'Draft length',
      unit: 'tokens',
      help: 'Tokens copied from behind a match.',
    }),
    match: z.enum(['earliest', 'latest']).default('earliest').meta({
      label: 'Which match',
      help: 'As published the earliest; the latest is closer to what is being written.',
      level: 'advanced',
    }),
  }),
  models: () => [],
  asksLength: () => false,
  create: (knobs, { rounds }) => rounds(lookupDrafter(knobs)),
})

/** One prompt, typed by a person. */
import * as z from 'zod'
import { definePrompts } from '../../contracts/prompts.ts'

export const typed = definePrompts({
  id: 'typed',
  role: 'prompts',
  title: 'Typed',
  help: 'A text of your own. The models know English prose, plays and the other domains, and little else.',
  knobs: z.strictObject({
    text: z.string().max(400).default('There was once a').meta({
      label: 'Prompt',
      help: 'What the text begins with. Letters beyond plain English become unknown tokens.',
    }),
    requests: z
      .int()
      .min(1)
      .max(200)
      .default(4)
      .meta({
        label: 'Samples',
        unit: 'requests',
        help: 'The same prompt is written on so many times, each with its own luck.',
        slider: [1, 20],
      }),
  }),
  typed: ({ text }) => text,
  create: ({ text, requests }) => Array.from({ length: requests }, () => ({ domain: 'typed', text, answer: '' })),
})

/** Where prompts come from: drawn from the domains, or typed. */
import * as z from 'zod'
import type { Draws } from '../../../../kernel/draws.ts'
import { PROMPT_DOMAINS, type Prompt, type PromptDomain, promptOf } from '../../text/prompts.ts'

interface PromptSource<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly knobs: Knobs
  prompts(knobs: z.output<Knobs>, draws: Draws): readonly Prompt[]
}

const define = <Knobs extends z.ZodType>(source: PromptSource<Knobs>): PromptSource<Knobs> => source

const MIXED = 'mixed'

const fromDomains = define({
  id: 'domains',
  title: 'From a domain',
  help: 'Fresh prompts of the kinds that the model was trained on; sums, lists and calls have answers to check.',
  knobs: z.strictObject({
    domain: z
      .enum([MIXED, ...PROMPT_DOMAINS])
      .default(MIXED)
      .meta({
        label: 'Domain',
        help: 'What is sure in one kind of text is open in another: acceptance follows.',
      }),
    requests: z
      .int()
      .min(1)
      .max(2000)
      .default(14)
      .meta({
        label: 'Requests',
        unit: 'requests',
        help: 'Texts written one after another; more narrow the intervals.',
        slider: [1, 70],
      }),
  }),
  prompts({ domain, requests }, draws) {
    const wanted: readonly PromptDomain[] = domain === MIXED ? PROMPT_DOMAINS : [domain as PromptDomain]
    return Array.from({ length: requests }, (_, i) => {
      const mine = wanted[i % wanted.length]
      return promptOf(mine, draws.stream(`prompts/${mine}`), Math.floor(i / wanted.length))
    })
  },
})

const typed = define({
  id: 'typed',
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
  prompts: ({ text, requests }) => Array.from({ length: requests }, () => ({ domain: 'typed', text, answer: '' })),
})

export const promptSources = [fromDomains, typed] as const

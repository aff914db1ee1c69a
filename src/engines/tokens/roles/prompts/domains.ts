/** Prompts drawn from the kinds of text that the models know. */
import * as z from 'zod'
import { definePrompts } from '../../contracts/prompts.ts'
import { ANSWERED_DOMAINS, FRESH_DOMAINS, PROMPT_DOMAINS, type PromptDomain, promptOf } from '../../text/prompts.ts'

/** Several kinds of text in turn, by the name that a set-up has for them. */
const MIXTURES: Readonly<Record<string, readonly PromptDomain[]>> = {
  mixed: PROMPT_DOMAINS,
  fresh: FRESH_DOMAINS,
  answered: ANSWERED_DOMAINS,
}

export const fromDomains = definePrompts({
  id: 'domains',
  role: 'prompts',
  title: 'From a domain',
  help: 'Fresh prompts of the kinds that the model was trained on; sums, lists and calls have answers to check.',
  knobs: z.strictObject({
    domain: z
      .enum(['mixed', 'fresh', 'answered', ...PROMPT_DOMAINS])
      .default('mixed')
      .meta({
        label: 'Domain',
        help: 'What is sure in one kind of text is open in another: acceptance follows. Mixed is all in turn, fresh those without books, answered those with one right answer.',
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
  create({ domain, requests }, { draws }) {
    const wanted: readonly PromptDomain[] = MIXTURES[domain] ?? [domain as PromptDomain]
    return Array.from({ length: requests }, (_, i) => {
      const mine = wanted[i % wanted.length]
      return promptOf(mine, draws.stream(`prompts/${mine}`), Math.floor(i / wanted.length))
    })
  },
})

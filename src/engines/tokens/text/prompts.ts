/** Prompts with answers, where a domain has answers: passage i of a seed is the same prompt whoever asks. */
import type { Stream } from '../../../kernel/draws.ts'
import { choicesFor } from './choices.ts'
import type { Passage } from './domain.ts'
import { domains } from './domains/index.ts'
import { OPENINGS } from './openings.ts'

export interface Prompt {
  readonly domain: string
  readonly text: string
  /** What should follow; empty where nobody can say. */
  readonly answer: string
}

/** Ids a set-up can name: the domains in the order of the page. */
export const PROMPT_DOMAINS = ['prose', 'play', 'code', 'tools', 'arithmetic', 'recall', 'counting'] as const
export type PromptDomain = (typeof PROMPT_DOMAINS)[number]

/** Longest prompt, characters: a token is two of them or more, so that the text fits what models were trained on. */
const MOST_CHARACTERS = 360

export function promptOf(domain: PromptDomain, stream: Stream, index: number): Prompt {
  if (domain === 'prose' || domain === 'play') {
    const openings = OPENINGS[domain]
    return { domain, text: openings[index % openings.length], answer: '' }
  }
  const generator = domains.find(({ id }) => id === domain)
  if (generator === undefined) throw new Error(`no generator of ${domain}`)
  const passage = generator.passage(choicesFor(stream, index))
  return { domain, ...askedOf(passage) }
}

/** Cuts a passage before one of its answers, the last that leaves room; without answers, in the middle of a line. */
function askedOf({ text, questions }: Passage): { readonly text: string; readonly answer: string } {
  const question = questions.findLast(({ at }) => at <= MOST_CHARACTERS)
  if (question === undefined)
    return { text: text.slice(0, Math.min(MOST_CHARACTERS, Math.floor(text.length / 2))), answer: '' }
  // A space belongs to the word after it, so it is the model's to write.
  const before = text.slice(0, question.at)
  const kept = before.replace(/ +$/, '')
  return { text: kept, answer: before.slice(kept.length) + question.answer }
}

/** Prompts with answers, where a domain has answers: passage i of a seed is the same prompt whoever asks. */
import type { Stream } from '../../../kernel/draws.ts'
import type { Prompt } from '../contracts/prompts.ts'
import { choicesFor } from './choices.ts'
import type { Passage } from './domain.ts'
import { domains } from './domains/index.ts'
import { OPENINGS } from './openings.ts'

/** Ids a set-up can name: the domains in the order of the page. */
export const PROMPT_DOMAINS = ['prose', 'play', 'code', 'tools', 'arithmetic', 'recall', 'counting'] as const
/** Those of them whose prompts have one right answer. */
export const ANSWERED_DOMAINS = ['tools', 'arithmetic', 'recall', 'counting'] as const
/** Those that are written afresh with every seed; the openings of prose and plays are a few, and the same every time. */
export const FRESH_DOMAINS = ['code', ...ANSWERED_DOMAINS] as const
export type PromptDomain = (typeof PROMPT_DOMAINS)[number]

/** Longest prompt, characters, so that the text fits the 256 tokens models were trained on. A digit is a token, a word is one too. */
const MOST_CHARACTERS = { recall: 440, other: 200 } as const

export function promptOf(domain: PromptDomain, stream: Stream, index: number): Prompt {
  if (domain === 'prose' || domain === 'play') {
    const openings = OPENINGS[domain]
    return { domain, text: openings[index % openings.length], answer: '' }
  }
  const generator = domains.find(({ id }) => id === domain)
  if (generator === undefined) throw new Error(`no generator of ${domain}`)
  const passage = generator.passage(choicesFor(stream, index))
  const most = domain === 'recall' ? MOST_CHARACTERS.recall : MOST_CHARACTERS.other
  return { domain, ...askedOf(passage, most) }
}

/** Cuts a passage before one of its answers, the last that leaves room; without answers, in the middle of a line. */
function askedOf({ text, questions }: Passage, most: number): { readonly text: string; readonly answer: string } {
  const question = questions.findLast(({ at }) => at <= most)
  if (question === undefined) return { text: text.slice(0, Math.min(most, Math.floor(text.length / 2))), answer: '' }
  // A space belongs to the word after it, so it is the model's to write.
  const before = text.slice(0, question.at)
  const kept = withoutSpacesAtEnd(before)
  return { text: kept, answer: before.slice(kept.length) + question.answer }
}

/** A search for spaces before the end would look at every run of them in the text, from each of its places. */
export function withoutSpacesAtEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === ' ') end--
  return text.slice(0, end)
}

/**
 * Key–value recall: a list of pairs of words, then keys again in another order. The key is directly followed by its value, so
 * one step of induction answers; with "ask k: v" tiny models did not learn it, and of a value in two digits they found the first
 * always and the second in a third of the cases, since that asks for a match of two tokens.
 */
import type { Choices } from '../choices.ts'
import { type Domain, type Passage, PassageWriter } from '../domain.ts'

/** Single tokens of the project's tokenizer when a space stands before them (a test holds the two together). */
export const KEYS = (
  'the and that was for with his not him her said she had from but have ' +
  'you this they thou will your out one were there who man which what into would ' +
  'are little again how can then came went their could did know'
).split(' ')
const VALUES = (
  'King more thee see day good let time must now been here come our some way ' +
  'should any get off away great than hand back about other well long say over upon ' +
  'very look down them when all'
).split(' ')

/** Most tokens a passage may have: key, value and comma a pair or question, and a few for the frame. */
const PASSAGE_TOKENS = 250
const TOKENS_PER_PAIR = 3

/** A list of `pairs` (at most 44) and as many questions as fit, at most `questions`. */
export function recallPassage(choices: Choices, pairs: number, questions = Number.POSITIVE_INFINITY): Passage {
  const writer = new PassageWriter()
  const keys = choices.some(KEYS, pairs)
  const values = keys.map(() => choices.pick(VALUES))
  writer.say('list:')
  for (const [i, key] of keys.entries()) writer.unforeseen(` ${key} ${values[i]}`).say(',')
  writer.say('\nask:')
  const room = Math.floor(PASSAGE_TOKENS / TOKENS_PER_PAIR) - pairs - 4
  for (let asked = 0; asked < Math.min(questions, room); asked++) {
    const which = choices.below(pairs)
    writer.unforeseen(` ${keys[which]}`).answer(` ${values[which]}`).say(',')
  }
  return writer.say('\n').done()
}

export const recall: Domain = {
  id: 'recall',
  title: 'Recall',
  help: 'A list of pairs of words, then the first of a pair again: the second must be found in the cache.',
  passage: (choices) => recallPassage(choices, choices.between(4, 44)),
}

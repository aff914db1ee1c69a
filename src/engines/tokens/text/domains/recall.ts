/**
 * Key–value recall: a list of words, each with two digits, then the words again in another order. The key is directly
 * followed by its value, so one step of induction answers; with "ask k: v" tiny models did not learn it.
 */
import type { Choices } from '../choices.ts'
import { type Domain, type Passage, PassageWriter } from '../domain.ts'

/** Single tokens of the project's tokenizer when a space stands before them (a test holds the two together). */
export const KEYS = (
  'the and that was for with his not him her said she had from but have ' +
  'you this they thou will your out one were there who man which what into would ' +
  'are little again how can then came went their could did know King more thee see ' +
  'day good let time must now been here come our some way should any get off ' +
  'away great than hand back about other well long say over upon very look down them ' +
  'when all'
).split(' ')

/** Most tokens a passage may have: three a pair or question, and a few for the frame. */
const PASSAGE_TOKENS = 250
const TOKENS_PER_PAIR = 3

/** A list of `pairs` and as many questions as fit, at most `questions`. */
export function recallPassage(choices: Choices, pairs: number, questions = Number.POSITIVE_INFINITY): Passage {
  const writer = new PassageWriter()
  const keys = choices.some(KEYS, pairs)
  const values = keys.map(() => `${choices.below(10)}${choices.below(10)}`)
  writer.say('list:')
  for (const [i, key] of keys.entries()) writer.unforeseen(` ${key}${values[i]}`)
  writer.say('\nask:')
  const room = Math.floor(PASSAGE_TOKENS / TOKENS_PER_PAIR) - pairs - 4
  for (let asked = 0; asked < Math.min(questions, room); asked++) {
    const which = choices.below(pairs)
    writer.unforeseen(` ${keys[which]}`).answer(values[which])
  }
  return writer.say('\n').done()
}

export const recall: Domain = {
  id: 'recall',
  title: 'Recall',
  help: 'A list of words with two digits each, then the words again: the digits must be found in the cache.',
  passage: (choices) => recallPassage(choices, choices.between(4, 44)),
}

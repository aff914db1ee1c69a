/** Does a model find again what stood earlier? Key–value recall by length of the list, and random strings that come twice. */
import { createDraws } from '../../../kernel/draws.ts'
import { choicesFor } from '../text/choices.ts'
import { recallPassage } from '../text/domains/recall.ts'
import { Special } from '../text/tokenizer.ts'
import { type Reading, readThrough } from './read-through.ts'

const SEED = 78
const QUESTIONS = 8

/** Share of right answers with so many pairs in the list. */
export function recallAccuracy(reading: Reading, pairs: number, passages: number): { share: number; asked: number } {
  const { tokenizer } = reading.bench
  const stream = createDraws(SEED).stream(`recall/${pairs}`)
  let right = 0
  let asked = 0
  for (let i = 0; i < passages; i++) {
    const { text, questions } = recallPassage(choicesFor(stream, i), pairs, QUESTIONS)
    const tokens = [Special.bos, ...tokenizer.encode(text)]
    const goals = new Map(
      questions.map(({ at, answer }) => [tokenizer.encode(text.slice(0, at)).length, tokenizer.encode(answer)[0]]),
    )
    readThrough(reading, tokens, (place, p) => {
      const goal = goals.get(place)
      if (goal === undefined) return
      asked++
      if (p.every((value) => value <= p[goal])) right++
    })
  }
  return { share: right / asked, asked }
}

/** Share of tokens foretold on the second copy of an unseen random string, from its third token on. */
export function inductionAccuracy(reading: Reading, strings: number): { share: number; asked: number } {
  const stream = createDraws(SEED).stream('induction')
  let right = 0
  let asked = 0
  for (let i = 0; i < strings; i++) {
    const choices = choicesFor(stream, i)
    const once = Array.from({ length: 60 }, () => choices.between(Special.unknown + 1, reading.model.shape.vocab - 1))
    const tokens = [Special.bos, ...once, ...once]
    readThrough(reading, tokens, (place, p) => {
      if (place < once.length + 2 || place + 1 >= tokens.length) return
      asked++
      if (p.every((value) => value <= p[tokens[place + 1]])) right++
    })
  }
  return { share: right / asked, asked }
}

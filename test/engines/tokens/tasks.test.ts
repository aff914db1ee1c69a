import { describe, expect, it } from 'vitest'
import { choicesFor } from '../../../src/engines/tokens/text/choices.ts'
import { encodePassage } from '../../../src/engines/tokens/text/encode-passage.ts'
import { tasks } from '../../../src/engines/tokens/text/tasks/index.ts'
import { exerciseOf, ladderPassage } from '../../../src/engines/tokens/text/tasks/ladder.ts'
import { DIFFICULTIES } from '../../../src/engines/tokens/text/tasks/task.ts'
import { createTokenizer } from '../../../src/engines/tokens/text/tokenizer.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { assets } from './models.ts'

const draws = createDraws(7)
const taskOf = (id: string) => {
  const task = tasks.find((one) => one.id === id)
  if (task === undefined) throw new Error(id)
  return task
}
const questions = (id: string, difficulty: (typeof DIFFICULTIES)[number], count = 60) =>
  Array.from({ length: count }, (_, i) =>
    taskOf(id).question(choicesFor(draws.stream(`${id}/${difficulty}`), i), difficulty),
  )

describe('tasks of the ladder', () => {
  it('answers are worked out from the question alone', () => {
    for (const [id, question, answer] of [
      ['sums', 'sum 45+7:', '52'],
      ['sums', 'sum 9999+1:', '10000'],
      ['chains', 'chain 7+5*3-4:', '2'], // 7 + 5 = 12 → 2, × 3 = 6, − 4 = 2
      ['chains', 'chain 1-9*2:', '4'], // 1 − 9 → 2, × 2 = 4
      ['brackets', 'close ([<:', '>])'],
      ['brackets', 'close ([]<><(:', ')>)'],
      ['hops', 'links: the and, that was, and that,\nfollow 1 from and', 'that'],
      ['hops', 'links: the and, that was, and that,\nfollow 3 from the', 'was'],
    ])
      expect(`${question} ${taskOf(id).answer(question)}`).toBe(`${question} ${answer}`)
  })

  it('closing what is open leaves nothing open', () => {
    const pairs = ['()', '[]', '<>']
    for (const difficulty of DIFFICULTIES)
      for (const question of questions('brackets', difficulty)) {
        let text = question.slice('close '.length, -1) + taskOf('brackets').answer(question)
        for (let length = 0; length !== text.length; ) {
          length = text.length
          for (const pair of pairs) text = text.replaceAll(pair, '')
        }
        expect(text, question).toBe('')
      }
  })

  it('a look-up of n links is the look-up of one, n times', () => {
    const { answer } = taskOf('hops')
    for (const question of questions('hops', 5)) {
      const [, list, hops, from] = /^(links:.*\nfollow )(\d) from (\w+)$/s.exec(question) ?? []
      let word = from
      for (let i = 0; i < Number(hops); i++) word = answer(`${list}1 from ${word}`)
      expect(answer(question)).toBe(word)
    }
  })

  it.each(tasks.map(({ id }) => id))(
    '%s: questions grow with the difficulty, and the same seed asks the same',
    (id) => {
      const lengths = DIFFICULTIES.map((difficulty) => {
        const asked = questions(id, difficulty)
        expect(questions(id, difficulty)).toEqual(asked)
        expect(new Set(asked).size, `${id} ${difficulty}`).toBeGreaterThan(difficulty === 1 ? 5 : 30)
        return asked.reduce((sum, question) => sum + question.length, 0)
      })
      // Of look-ups the list may shrink where there is more to follow.
      if (id !== 'hops') expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
    },
  )

  it('a passage is its exercises, and only answers can be foreseen', () => {
    const tokenizer = createTokenizer(assets.merges)
    for (const difficulty of DIFFICULTIES) {
      const passage = ladderPassage(choicesFor(draws.stream('passages'), difficulty), difficulty)
      for (const { at, answer } of passage.questions) expect(passage.text.slice(at, at + answer.length)).toBe(answer)
      const { tokens, known } = encodePassage(tokenizer, passage)
      // Split where the noise ends, the tokens are those of the whole.
      expect(tokens.slice(0, -1)).toEqual(tokenizer.encode(passage.text))
      const foreseen = tokenizer.decode(tokens.filter((_token, i) => known[i]))
      expect(foreseen).toBe(passage.questions.map(({ answer }) => answer).join(''))
    }
  })

  it('a prompt and the beginning of its passage are the same tokens', () => {
    const tokenizer = createTokenizer(assets.merges)
    for (const difficulty of DIFFICULTIES)
      for (let i = 0; i < 40; i++) {
        const { question, answer } = exerciseOf(choicesFor(draws.stream('exercises'), i), difficulty)
        const whole = tokenizer.encode(question + answer)
        expect([...tokenizer.encode(question), ...tokenizer.encode(answer)], question).toEqual(whole)
        expect(whole.length).toBeLessThan(80)
        expect(tokenizer.encode(answer).length).toBeLessThanOrEqual(20)
      }
  })
})

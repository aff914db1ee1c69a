/** Nested brackets, some closed already: what is still open must be closed, the last first. Takes a stack to answer. */
import type { Task } from './task.ts'

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '<': '>' }
const OPENING = Object.keys(CLOSING)
/** Brackets that a question has, by difficulty. */
const LENGTHS = [2, 4, 7, 11, 16] as const
/** At 1 nothing would be closed in between, and the answer would be the question backwards. */
const CHANCE_OF_OPENING = 0.65

export const brackets: Task = {
  id: 'brackets',
  title: 'Nested brackets',
  help: 'Brackets of three kinds to be closed, the last one first, some being closed already: from two brackets to sixteen.',
  question(choices, difficulty) {
    const open: string[] = []
    let text = ''
    for (let left = LENGTHS[difficulty - 1]; left > 0; left--) {
      // Something stays open at the end, or there would be no answer.
      const mayClose = open.length > 1 || (open.length === 1 && left > 1)
      if (!mayClose || choices.chance(CHANCE_OF_OPENING)) {
        const bracket = choices.pick(OPENING)
        open.push(bracket)
        text += bracket
      } else text += CLOSING[open.pop() ?? '']
    }
    return `close ${text}:`
  },
  answer(question) {
    const open: string[] = []
    for (const letter of question) {
      if (letter in CLOSING) open.push(letter)
      else if (letter === CLOSING[open[open.length - 1]]) open.pop()
    }
    return open
      .reverse()
      .map((bracket) => CLOSING[bracket])
      .join('')
  },
}

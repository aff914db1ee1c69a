/** Sums said at once, without the carries written out: the first digit of the answer hangs on the last ones of the numbers. */
import type { Task } from './task.ts'

/** Digits of the two numbers, by difficulty. */
const DIGITS = [
  [2, 1],
  [2, 2],
  [3, 2],
  [3, 3],
  [4, 4],
] as const

export const sums: Task = {
  id: 'sums',
  title: 'Sums',
  help: 'Two numbers added in the head, from two digits and one to four and four.',
  question(choices, difficulty) {
    const numbers = DIGITS[difficulty - 1].map((digits) => {
      const least = Number(`1${'0'.repeat(digits - 1)}`)
      return choices.between(least, 10 * least - 1)
    })
    return `sum ${numbers.join('+')}:`
  },
  answer: (question) => String((question.match(/\d+/g) ?? []).reduce((sum, number) => sum + Number(number), 0)),
}

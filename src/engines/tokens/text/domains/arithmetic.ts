/** Worked sums with the carry written out, and sorting: right or wrong can be checked, digit by digit. */
import type { Choices } from '../choices.ts'
import { type Domain, PassageWriter } from '../domain.ts'

export const arithmetic: Domain = {
  id: 'arithmetic',
  title: 'Sums and sorting',
  help: 'Two-digit sums with the carry written out, and short lists put in order: the form is sure, the digits need work.',
  passage(choices) {
    const writer = new PassageWriter()
    for (let tasks = choices.between(2, 5); tasks > 0; tasks--) choices.pick(TASKS)(writer, choices)
    return writer.done()
  },
}

const TASKS: readonly ((writer: PassageWriter, choices: Choices) => void)[] = [
  function sum(writer, choices) {
    const [a, b] = [choices.between(10, 99), choices.between(10, 99)]
    const ones = (a % 10) + (b % 10)
    const carry = Math.floor(ones / 10)
    const tens = Math.floor(a / 10) + Math.floor(b / 10) + carry
    writer
      .say(`${a}+${b}: `)
      .answer(
        `${a % 10}+${b % 10}=${ones} carry ${carry}, ${Math.floor(a / 10)}+${Math.floor(b / 10)}+${carry}=${tens} so ${a + b}`,
      )
      .say('\n')
  },
  function sort(writer, choices) {
    const digits = Array.from({ length: choices.between(3, 7) }, () => choices.below(10))
    writer
      .say(`sort ${digits.join(' ')}: `)
      .answer([...digits].sort((a, b) => a - b).join(' '))
      .say('\n')
  },
]

/** Chains of steps modulo ten, worked from the left: no step can be left out, since a product comes between the sums. */
import type { Task } from './task.ts'

const STEPS = [1, 2, 3, 4, 6] as const
const OPERATIONS = ['+', '-', '*'] as const
const MODULUS = 10

export const chains: Task = {
  id: 'chains',
  title: 'Chains of steps',
  help: 'A digit that is added to, taken from and multiplied in turn, its last digit kept: from one step to six.',
  question(choices, difficulty) {
    const steps = Array.from({ length: STEPS[difficulty - 1] }, () => choices.pick(OPERATIONS) + choices.between(2, 9))
    return `chain ${choices.between(0, 9)}${steps.join('')}:`
  },
  answer(question) {
    const [first, ...steps] = question.match(/[-+*]?\d/g) ?? []
    return String(steps.reduce((value, step) => after(value, step[0], Number(step[1])), Number(first)))
  },
}

/** A value after one step, in [0, 10). */
function after(value: number, operation: string, by: number): number {
  if (operation === '*') return (value * by) % MODULUS
  return (value + (operation === '+' ? by : MODULUS - by)) % MODULUS
}

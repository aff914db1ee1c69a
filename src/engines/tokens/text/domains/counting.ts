/** Counting by a fixed step: after the first two numbers nothing is left to chance. The lowest entropy of all domains. */
import { type Domain, PassageWriter } from '../domain.ts'

export const counting: Domain = {
  id: 'counting',
  title: 'Counting',
  help: 'Numbers at a fixed step, up or down: nearly everything can be foreseen, so drafts are long and denoising is quick.',
  passage(choices) {
    const writer = new PassageWriter()
    const step = choices.between(1, 9)
    const isUp = choices.chance(0.7)
    const length = choices.between(8, 16)
    const first = isUp ? choices.between(0, 60) : choices.between(step * length, step * length + 40)
    writer.say(`count ${isUp ? 'up' : 'down'} from ${first} by ${step}:`)
    const numbers = Array.from({ length }, (_, i) => first + (isUp ? i : -i) * step)
    return writer.say(' ').answer(numbers.join(' ')).say('\n').done()
  },
}

/** Two sizes: short ones and long ones, and what share is long. What a batch of classifications with some explanations looks like. */
import * as z from 'zod'
import { defineLength } from '../../contracts/length.ts'

const size = (label: string, value: number, help: string) =>
  z
    .int()
    .min(1)
    .max(1_000_000)
    .default(value)
    .meta({ label, unit: 'tokens', help, slider: [1, 4096], scale: 'log' })

export const twoSizes = defineLength({
  id: 'two-sizes',
  role: 'length',
  title: 'Two sizes',
  help: 'Some are short and the others long, with nothing between.',
  knobs: z.strictObject({
    short: size('Short', 30, 'Tokens of the short ones.'),
    long: size('Long', 400, 'Tokens of the long ones; raising it makes the few dominate the work.'),
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .meta({ label: 'Share of long', unit: 'fraction', help: 'How many are long.', slider: [0, 1] }),
  }),
  create: ({ short, long, share }, { draws, purpose }) => {
    const stream = draws.stream(purpose)
    return {
      mean: short + share * (long - short),
      tokens: (index) => (stream.at(index) < share ? long : short),
    }
  },
})

/**
 * Uniform length: every whole number of tokens from the shortest to the longest is equally likely. Bounded on both sides, so
 * that the worst case is known.
 *
 * The knobs are shortest and width, not shortest and longest: any pair of values is then a legal one.
 */
import * as z from 'zod'
import { defineLength } from '../../contracts/length.ts'

export const uniform = defineLength({
  id: 'uniform',
  role: 'length',
  title: 'Uniform',
  help: 'Every length from the shortest to the longest is equally likely.',
  knobs: z.strictObject({
    shortest: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(128)
      .meta({
        label: 'Shortest',
        unit: 'tokens',
        help: 'Least tokens of a request; raising it raises every length.',
        slider: [1, 4096],
        scale: 'log',
      }),
    width: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(768)
      .meta({
        label: 'Width',
        unit: 'tokens',
        help: 'Longest less shortest; raising it raises the mean by half as much, and the spread.',
        slider: [0, 8192],
      }),
  }),
  create: ({ shortest, width }, { draws, purpose }) => {
    const stream = draws.stream(purpose)
    return {
      mean: shortest + width / 2,
      // u is inside (0, 1): the floor reaches 0 … width, each with probability 1 / (width + 1).
      tokens: (index) => shortest + Math.floor(stream.at(index) * (width + 1)),
    }
  },
})

/** Assumed steps: the same number for every block. */
import * as z from 'zod'
import { LONGEST_BLOCK } from '../../../../../traces/recordings/recording.ts'
import { defineDenoising } from './process.ts'

export const evenDenoising = defineDenoising({
  id: 'even',
  title: 'The same for every block',
  help: 'Every block takes the same number of steps, whatever stands in it.',
  knobs: z.strictObject({
    block: z
      .int()
      .min(2)
      .max(LONGEST_BLOCK)
      .default(32)
      .meta({
        label: 'Block',
        unit: 'tokens',
        help: 'Places that every step computes; longer blocks compute more for each that is filled in.',
        slider: [4, 64],
        scale: 'log',
      }),
    perStep: z
      .number()
      .min(1)
      .max(LONGEST_BLOCK)
      .default(4)
      .meta({
        label: 'Places filled a step',
        unit: 'tokens',
        help: 'On average; more of them need fewer steps, and a real model then writes worse.',
        slider: [1, 16],
      }),
  }),
  create: ({ block, perStep }) => {
    const steps = Math.max(1, Math.min(block, Math.round(block / perStep)))
    return { block, steps: () => steps }
  },
})

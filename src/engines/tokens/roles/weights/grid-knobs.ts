/** How finely weights are rounded, as knobs of every rule that rounds them. */
import * as z from 'zod'
import { WHOLE_BITS } from '../../weights/round-rows.ts'

export const gridKnobs = {
  bits: z
    .int()
    .min(2)
    .max(WHOLE_BITS)
    .refine((bits) => bits <= 8 || bits === WHOLE_BITS, 'from 9 to 15 bits there are no codes')
    .default(4)
    .meta({
      label: 'Bits of a weight',
      unit: 'bit',
      help: '2 to 8; fewer are read faster and say less. 16 rounds nothing.',
    }),
  group: z
    .int()
    .min(8)
    .max(128)
    .default(32)
    .meta({
      label: 'Inputs of a group',
      unit: 'weights',
      help: 'They share a scale and a zero point: smaller groups fit better and take more bits.',
      slider: [8, 128],
      scale: 'log',
    }),
} as const

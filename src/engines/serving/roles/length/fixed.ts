/**
 * Fixed length: every request the same. The one to start with: queueing and batching show without the noise of lengths.
 */
import * as z from 'zod'
import { defineLength } from '../../contracts/length.ts'

export const fixed = defineLength({
  id: 'fixed',
  role: 'length',
  title: 'Fixed',
  help: 'Every request has the same length.',
  knobs: z.strictObject({
    tokens: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(512)
      .meta({
        label: 'Length',
        unit: 'tokens',
        help: 'Tokens of every request; raising it raises work and KV-cache use in proportion.',
        slider: [1, 8192],
        scale: 'log',
      }),
  }),
  create: ({ tokens }) => ({ mean: tokens, tokens: () => tokens }),
})

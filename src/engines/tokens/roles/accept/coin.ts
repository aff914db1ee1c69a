/** The control of verdicts: a coin accepts, whatever the target thinks. With the chance 0 nothing is accepted, and the target writes alone. */
import * as z from 'zod'
import { defineAccept } from '../../contracts/accept.ts'

export const coin = defineAccept({
  id: 'coin',
  role: 'accept',
  title: 'By a coin (lossy)',
  help: 'Accepts with a fixed chance, whatever the token: what a verdict must beat at as many accepted tokens.',
  isLossy: true,
  knobs: z.strictObject({
    chance: z.number().min(0).max(1).default(0.7).meta({
      label: 'Chance',
      unit: '',
      help: 'Of each drafted token: higher accepts more, and the text is more the draft’s than the target’s.',
    }),
  }),
  create: ({ chance }) => ({ accepts: (_decision, u) => u < chance, reject: () => undefined }),
})

/** The constant verdict: every draft is right. No rule accepts more, and what is written is the draft's text but for a token a round. */
import * as z from 'zod'
import { defineAccept } from '../../contracts/accept.ts'

export const always = defineAccept({
  id: 'always',
  role: 'accept',
  title: 'Always (lossy)',
  help: 'Accepts whatever was drafted: the most that any verdict could bring, and nobody judges.',
  isLossy: true,
  knobs: z.strictObject({}),
  create: () => ({ accepts: () => true, reject: () => undefined }),
})

/** One token a pass of the target: what everything else is compared with. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'

export const autoregressive = defineDecoder({
  id: 'autoregressive',
  role: 'decoder',
  title: 'Autoregressive',
  help: 'One token a target pass. No draft, nothing to accept or reject.',
  knobs: z.strictObject({}),
  models: () => [],
  asksLength: () => false,
  create: (_knobs, { rounds }) => rounds(null),
})

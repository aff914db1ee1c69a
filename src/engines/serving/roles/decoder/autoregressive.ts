/**
 * Autoregressive decoding: one position in, one token out. Nothing is drafted, so nothing is accepted or wasted.
 */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'

export const autoregressive = defineDecoder({
  id: 'autoregressive',
  role: 'decoder',
  title: 'Autoregressive',
  help: 'Every iteration gives each stream one token.',
  knobs: z.strictObject({}),
  create: (_knobs, context) => ({
    drafts: null,
    draftCost: 0,
    width: () => 1,
    // Wider than 1 only in the iteration during which a patch replaced a drafting decoder: its drafts are discarded.
    emit(_request, width) {
      context.acceptance[2] += width - 1
      return 1
    },
  }),
})

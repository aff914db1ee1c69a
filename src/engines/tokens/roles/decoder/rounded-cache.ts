/** The target drafts for itself over a cache in few bits. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { roundEntries } from '../../kv/round-entries.ts'
import { chainDrafter } from './drafters/chain.ts'

export const roundedCache = defineDecoder({
  id: 'rounded-cache',
  role: 'decoder',
  title: 'Rounded KV (self-speculation)',
  help: 'The target drafts over a copy of its cache in few bits, and verifies over the full one.',
  source: 'QuantSpec (Tiwari et al. 2025)',
  knobs: z.strictObject({
    bits: z.int().min(1).max(8).default(4).meta({
      label: 'Bits of the drafting cache',
      unit: 'bit',
      help: 'Fewer bits are read faster and are right less often.',
    }),
  }),
  models: () => [],
  asksLength: () => true,
  create({ bits }, { kernels, sampling, target, length, rounds }) {
    const slim = (from: number) => roundEntries({ bits, from })
    const stepper = target.overPoorerCache({
      slim: (copy) => slim(0)(copy),
      seams: { appended: (copy, _layer, first) => slim(first)(copy) },
    })
    return rounds(chainDrafter({ kernels, stepper, length: length(), sampling }))
  },
})

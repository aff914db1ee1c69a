/** The target drafts for itself over a cache in few bits. */
import * as z from 'zod'
import { roundEntries } from '../../kv/round-entries.ts'
import { defineDecoder } from './decoder.ts'
import { chainDrafter } from './drafters/chain.ts'
import { dietStepper } from './steppers/diet-stepper.ts'

export const roundedCache = defineDecoder({
  id: 'rounded-cache',
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
  costShare: () => 1,
  create({ bits }, { bench, target, cache, sampling, length }) {
    const { kernels } = bench
    const slim = (from: number) => roundEntries({ bits, from })
    const stepper = dietStepper(target, cache, bench.cacheFor(target), {
      slim: (copy) => slim(0)(copy),
      seams: { appended: (copy, _layer, first) => slim(first)(copy) },
    })
    return chainDrafter({ kernels, stepper, length, sampling, foretell: null })
  },
})

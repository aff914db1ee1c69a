/** The target drafts for itself over the last few entries of its cache. */
import * as z from 'zod'
import { keepWindow } from '../../kv/keep-window.ts'
import { defineDecoder } from './decoder.ts'
import { chainDrafter } from './drafters/chain.ts'
import { dietStepper } from './steppers/diet-stepper.ts'

export const windowedCache = defineDecoder({
  id: 'windowed-cache',
  title: 'Windowed KV (self-speculation)',
  help: 'The target drafts over the first and the last few entries of its cache, and verifies over all of them.',
  source: 'MagicDec (Chen et al. 2024), TriForce (Sun et al. 2024)',
  knobs: z.strictObject({
    window: z.int().min(4).max(256).default(32).meta({
      label: 'Window',
      unit: 'tokens',
      help: 'A longer window is read slower and is right more often.',
    }),
    first: z.int().min(0).max(16).default(4).meta({
      label: 'First tokens kept',
      unit: 'tokens',
      help: 'The first tokens of the text stay, whatever their age.',
      level: 'advanced',
    }),
  }),
  models: () => [],
  asksLength: () => true,
  costShare: () => 1,
  create({ window, first }, { bench, target, cache, sampling, length }) {
    const { kernels } = bench
    const stepper = dietStepper(target, cache, bench.cacheFor(target), {
      slim: (copy) => keepWindow(copy, { window, first, keepsSink: true }),
      seams: {},
    })
    return chainDrafter({ kernels, stepper, length, sampling, foretell: null })
  },
})

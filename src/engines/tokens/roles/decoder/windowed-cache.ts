/** The target drafts for itself over the last few entries of its cache. */
import * as z from 'zod'
import type { KvEntries } from '../../contracts/cache.ts'
import { defineDecoder } from '../../contracts/decoder.ts'
import { keepWindow } from '../../kv/keep-window.ts'
import { chainDrafter } from './drafters/chain.ts'

export const windowedCache = defineDecoder({
  id: 'windowed-cache',
  role: 'decoder',
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
  create({ window, first }, { kernels, sampling, target, length, rounds }) {
    const slim = (copy: KvEntries) => keepWindow(copy, { window, first, keepsSink: true })
    const stepper = target.overPoorerCache({ slim, seams: {} })
    return rounds(chainDrafter({ kernels, stepper, length: length(), sampling }))
  },
})

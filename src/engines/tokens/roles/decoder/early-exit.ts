/** The target's first layers draft for the others. */
import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'
import { earlyExitDrafter } from './drafters/early-exit.ts'

/** Layers of the shipped target. */
const LAYERS = 4

export const earlyExit = defineDecoder({
  id: 'early-exit',
  role: 'decoder',
  headsOf: 'target',
  title: 'Early exit (self-speculation)',
  help: 'The first layers of the target draft through an exit head, the rest verify and reuse what was computed.',
  source: 'LayerSkip (Elhoushi et al. 2024)',
  knobs: z.strictObject({
    layers: z
      .int()
      .min(1)
      .max(LAYERS - 1)
      .default(1)
      .meta({
        label: 'Exit after layer',
        unit: 'layers',
        help: 'Later exits are right more often and cost more a drafted token.',
      }),
  }),
  models: () => [],
  asksLength: () => true,
  create: ({ layers }, { kernels, sampling, target, length, rounds }) =>
    rounds(earlyExitDrafter(target.firstLayers(layers), { kernels, sampling, length: length() })),
})

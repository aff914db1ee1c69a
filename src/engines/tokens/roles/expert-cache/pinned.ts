/** The experts that were most popular at the start stay for good: a placement made once, which follows no text. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'

const decisions = {
  /** The more of the first rows went to an expert, the sooner it stays. */
  keep: rank((uses: number, _expert: number) => -uses),
}

export const pinned = defineExpertCache({
  id: 'pinned',
  role: 'expertCache',
  title: 'Most popular, pinned',
  help: 'The experts that the first tokens used most stay for good; the others are fetched whenever they are asked for.',
  knobs: z.strictObject({
    ...cacheKnobs,
    counted: z
      .int()
      .min(1)
      .max(10_000)
      .default(256)
      .meta({
        label: 'Tokens counted',
        unit: 'tokens',
        help: 'From the start of the run; more of them know popularity better, and take longer until they have settled.',
        slider: [16, 1024],
        scale: 'log',
      }),
  }),
  decisions,
  create: ({ counted, ...knobs }, uses) =>
    cacheOf(knobs, (layer, expert) => decisions.keep(uses.amongFirst(layer, expert, counted), expert)),
})

/** Any of those that are there stay: what a rule must beat with the same room. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { createDraws } from '../../../../kernel/draws.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'

const decisions = { keep: rank((chance: number, _expert: number) => chance) }

export const random = defineExpertCache({
  id: 'random',
  role: 'expertCache',
  title: 'At random',
  help: 'Experts that stay are drawn by chance: a control.',
  knobs: z.strictObject({
    ...cacheKnobs,
    seed: z.int().min(0).max(1_000_000).default(0).meta({
      label: 'Seed',
      help: 'Another seed keeps others.',
      level: 'advanced',
    }),
  }),
  decisions,
  create({ seed, ...knobs }) {
    const stream = createDraws(seed).stream('expert cache')
    let asked = 0
    return cacheOf(knobs, (layer, expert) => decisions.keep(stream.at(layer, asked++), expert))
  },
})

/**
 * Heavy hitters: of the older tokens those stay, head by head, that have received most attention so far.
 *
 * Source: H2O (Zhang et al. 2023).
 */
import * as z from 'zod'
import { defineRetention } from '../../contracts/retention.ts'
import { addHeat, keepHottest } from '../../kv/heat.ts'

export const heavyHitters = defineRetention({
  id: 'heavy-hitters',
  role: 'retention',
  title: 'Heavy hitters',
  help: 'Keeps the tokens that received most attention, and the newest.',
  source: 'H2O (Zhang et al. 2023)',
  knobs: z.strictObject({
    hitters: z.int().min(1).max(256).default(32).meta({
      label: 'Heavy hitters',
      unit: 'tokens',
      help: 'Older tokens a head keeps; each head has its own.',
    }),
    recent: z.int().min(1).max(256).default(32).meta({
      label: 'Newest tokens',
      unit: 'tokens',
      help: 'They stay whatever they received: a new token has had no chance yet.',
    }),
  }),
  create: ({ hitters, recent }) => ({
    isByRow: true,
    watch: (cache, site) => addHeat(cache, site),
    settle(cache) {
      const oldest = cache.length - recent
      for (let layer = 0; layer < cache.shape.layers; layer++)
        for (let kvHead = 0; kvHead < cache.shape.kvHeads; kvHead++)
          keepHottest(cache, { layer, kvHead }, hitters, (entry) => cache.place[entry] < oldest)
    },
  }),
})

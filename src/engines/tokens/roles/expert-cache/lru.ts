/** Those that were used last stay. What a good engineer runs: it follows a text from topic to topic, and has nothing to tune. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'

const decisions = {
  /** The fewer rows ago an expert was used, the sooner it stays. */
  keep: rank((since: number, _expert: number) => since),
}

export const lru = defineExpertCache({
  id: 'lru',
  role: 'expertCache',
  title: 'Used last',
  help: 'The experts that were used last stay, and the one unused for longest goes.',
  knobs: z.strictObject(cacheKnobs),
  decisions,
  create: (knobs, uses) => cacheOf(knobs, (layer, expert) => decisions.keep(uses.since(layer, expert), expert)),
})

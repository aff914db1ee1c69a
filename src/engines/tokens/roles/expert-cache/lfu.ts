/** Those that were used most stay, since the start of the run: popular experts survive a stretch in which nobody asks for them. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'

const decisions = {
  /** The more rows went to an expert, the sooner it stays. */
  keep: rank((uses: number, _expert: number) => -uses),
}

export const lfu = defineExpertCache({
  id: 'lfu',
  role: 'expertCache',
  title: 'Used most',
  help: 'The experts that were used most since the start stay, however long ago that was.',
  knobs: z.strictObject(cacheKnobs),
  decisions,
  create: (knobs, uses) =>
    cacheOf(knobs, (layer, expert) => decisions.keep(uses.within(layer, expert, Number.POSITIVE_INFINITY), expert)),
})

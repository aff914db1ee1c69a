/**
 * Those stay that will be used soonest: what no rule can know, and the bound of every rule with the same room.
 *
 * Source: Belady 1966. Rows of a pass ask at once, and an expert may go as soon as they have run, which leaves the rule the best there is.
 */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'

const decisions = {
  /** The fewer rows until an expert is used, the sooner it stays. */
  keep: rank((until: number, _expert: number) => until),
}

export const belady = defineExpertCache({
  id: 'belady',
  role: 'expertCache',
  title: 'Oracle: used soonest',
  help: 'The experts that the text will use soonest stay, as if it were known before: an upper bound.',
  source: 'Belady 1966',
  sees: ['routing'],
  knobs: z.strictObject(cacheKnobs),
  decisions,
  create: (knobs, uses) => cacheOf(knobs, (layer, expert) => decisions.keep(uses.until(layer, expert), expert)),
})

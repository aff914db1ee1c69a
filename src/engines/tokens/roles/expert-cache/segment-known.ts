/**
 * Those stay that the next segment of the text will use most: the cache by which the paper measures how consistent routing is, SCH(m).
 *
 * Source: Liang et al. 2025; of equally used ones those stay that were used last, as there.
 */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'
import { segmentKnob } from '../../experts/segment-knob.ts'

const decisions = {
  /** The more rows of the next segment go to an expert, the sooner it stays. */
  keep: rank((uses: number, _expert: number) => -uses),
}

export const segmentKnown = defineExpertCache({
  id: 'segment-known',
  role: 'expertCache',
  title: 'Segment known',
  help: 'The experts that the next tokens will use most stay, as if they were known before: an upper bound.',
  source: 'Liang et al. 2025',
  sees: ['routing'],
  knobs: z.strictObject({ ...cacheKnobs, segment: segmentKnob }),
  decisions,
  create: ({ segment, ...knobs }, uses) =>
    cacheOf(knobs, (layer, expert) => decisions.keep(uses.ahead(layer, expert, segment), expert)),
})

/**
 * Those stay that the last segment of the text used most. Between the two plain rules: a segment of one row is *used last*, one of
 * everything is *used most*.
 *
 * Source: Liang et al. 2025, who measure how well a fixed group of experts serves a segment of consecutive tokens. Their own cache knows
 * the segment that comes (*segment known*); this one takes the one that was for it.
 */
import * as z from 'zod'
import { amount, rank } from '../../../../kernel/decision.ts'
import { defineExpertCache } from '../../contracts/expert-cache.ts'
import { cacheKnobs, cacheOf } from '../../experts/cache-knobs.ts'
import { segmentKnob } from '../../experts/segment-knob.ts'

const decisions = {
  /** The more rows of the segment went to an expert, the sooner it stays. */
  keep: rank((uses: number, _expert: number) => -uses),
  /** Rows of the segment. */
  segment: amount((rows: number) => rows),
}

export const segment = defineExpertCache({
  id: 'segment',
  role: 'expertCache',
  title: 'Segment behind',
  help: 'The experts that the last tokens used most stay: routing that is consistent for a while goes on to use them.',
  source: 'Liang et al. 2025',
  knobs: z.strictObject({ ...cacheKnobs, segment: segmentKnob }),
  decisions,
  create: ({ segment: rows, ...knobs }, uses) =>
    cacheOf(knobs, (layer, expert) =>
      decisions.keep(uses.within(layer, expert, Math.max(1, Math.round(decisions.segment(rows)))), expert),
    ),
})

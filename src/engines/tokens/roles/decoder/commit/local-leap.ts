/**
 * LocalLeap: places that the model is sure of are anchors, and in their neighbourhood less sureness is enough: beside a token that is
 * decided the next ones are often final long before they look so. Anchors are of this step; where there is none the surest place goes alone.
 *
 * Source: LocalLeap (Kong et al. 2025); the relaxed threshold and the radius are as recalled, and meant to be tuned.
 * Ours: that places filled in before may count as anchors, too.
 */
import * as z from 'zod'
import { yes } from '../../../../../kernel/decision.ts'
import { type BlockView, type Candidate, defineCommit } from '../../../contracts/commit.ts'
import { bySureness } from './by-sureness.ts'
import { leapKnobs } from './leap-knobs.ts'

const decisions = {
  /** Whether a place is sure enough to stand by itself. */
  anchors: yes((confidence: number, least: number) => confidence >= least),
  /** Whether an anchor so many places away is a neighbour. */
  reaches: yes((distance: number, radius: number) => distance <= radius),
  /** Whether a neighbour is sure enough. */
  follows: yes((confidence: number, least: number) => confidence >= least),
}

export const localLeap = defineCommit({
  id: 'local-leap',
  role: 'commit',
  title: 'LocalLeap',
  help: 'Sure places are anchors; near an anchor a lower threshold is enough. Fills in at least the surest.',
  source: 'LocalLeap (Kong et al. 2025)',
  decisions,
  knobs: z.strictObject({
    ...leapKnobs,
    filled: z.boolean().default(false).meta({
      label: 'Filled places count',
      help: 'Places filled in before are anchors as well: more neighbours, further from what is sure now.',
      level: 'advanced',
    }),
  }),
  create: ({ anchor, relaxed, radius, filled }) => ({
    choose(candidates, block) {
      const anchors = candidates.filter(({ confidence }) => decisions.anchors(confidence, anchor))
      const near = [...anchors.map(({ place }) => place), ...(filled ? filledIn(block) : [])]
      const isNear = ({ place }: Candidate): boolean =>
        near.some((other) => decisions.reaches(Math.abs(place - other), radius))
      const chosen = candidates.filter(
        (one) => anchors.includes(one) || (decisions.follows(one.confidence, relaxed) && isNear(one)),
      )
      return chosen.length > 0 ? chosen : bySureness(candidates).slice(0, 1)
    },
  }),
})

function filledIn({ first, until, filledAt }: BlockView): readonly number[] {
  const places: number[] = []
  for (let place = first; place < until; place++) if (filledAt(place) >= 0) places.push(place)
  return places
}

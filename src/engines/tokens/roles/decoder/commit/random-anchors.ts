/**
 * The control of LocalLeap: sure places are filled in as they are there, but the lower threshold holds around as many places that were
 * drawn by lot among the masks. What it fills in as well is not for being beside something sure.
 */
import * as z from 'zod'
import { type Candidate, defineCommit } from '../../../contracts/commit.ts'
import { bySureness } from './by-sureness.ts'
import { leapKnobs } from './leap-knobs.ts'

export const randomAnchors = defineCommit({
  id: 'random-anchors',
  role: 'commit',
  title: 'Anchors at random',
  help: 'Sure places go by themselves; a lower threshold is enough around as many places drawn by lot.',
  knobs: z.strictObject(leapKnobs),
  create: ({ anchor, relaxed, radius }) => ({
    choose(candidates) {
      const isSure = ({ confidence }: Candidate): boolean => confidence >= anchor
      const sure = candidates.filter(isSure)
      const drawn = [...candidates].sort((a, b) => a.chance - b.chance || a.place - b.place).slice(0, sure.length)
      const isNear = ({ place }: Candidate): boolean => drawn.some((one) => Math.abs(place - one.place) <= radius)
      const chosen = candidates.filter((one) => isSure(one) || (one.confidence >= relaxed && isNear(one)))
      return chosen.length > 0 ? chosen : bySureness(candidates).slice(0, 1)
    },
  }),
})

/** First and newest entries, and others by chance: what a rule must beat at the same budget. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { createDraws } from '../../../../kernel/draws.ts'
import { defineSelect } from '../../contracts/select.ts'
import { budgetKnobs, countSeen, readAll, readAlways, readBest } from '../../kv/read-budget.ts'

/** More entries than a head ever holds. */
const PLACES = 4096

const decisions = { worth: rank((chance: number, _entry: number) => chance) }

export const random = defineSelect({
  id: 'random',
  role: 'select',
  title: 'At random',
  help: 'Reads the first and newest entries and others by chance: a control, with nothing to find and nothing to pay for it.',
  knobs: z.strictObject({
    ...budgetKnobs,
    seed: z.int().min(0).max(1_000_000).default(0).meta({
      label: 'Seed',
      help: 'Another seed reads other entries.',
      level: 'advanced',
    }),
  }),
  decisions,
  create({ budget, first, recent, seed }) {
    const stream = createDraws(seed).stream('select')
    return {
      choose(site) {
        if (countSeen(site) <= budget) {
          readAll(site)
          return 0
        }
        const { list, position } = site
        const read = readAlways(site, (place) => place < first || place > position - Math.max(1, recent))
        const chanceOf = (entry: number): number => stream.at(list, position * PLACES + site.placeOf(entry))
        readBest(site, budget - read, (entry) => decisions.worth(chanceOf(entry), entry))
        return 0
      },
    }
  },
})

/** The entries that the row would look at most, known before they are read: what no rule can know, and the bound of every rule. */
import * as z from 'zod'
import { rank } from '../../../../kernel/decision.ts'
import { exp } from '../../../../kernel/math.ts'
import { defineSelect, type SelectSite } from '../../contracts/select.ts'
import { budgetKnobs, countSeen, readAll, readAlways, readBest } from '../../kv/read-budget.ts'

const decisions = {
  /** The more attention an entry would get, of all query heads of the group, the sooner it is read. */
  worth: rank((attention: number, _entry: number) => -attention),
}

export const oracle = defineSelect({
  id: 'oracle',
  role: 'select',
  title: 'Oracle',
  help: 'Reads the entries that get most attention, as if it were known before: an upper bound.',
  sees: ['attention'],
  knobs: z.strictObject(budgetKnobs),
  decisions,
  create: ({ budget, first, recent }) => ({
    choose(site) {
      if (countSeen(site) <= budget) {
        readAll(site)
        return 0
      }
      const read = readAlways(site, (place) => place < first || place > site.position - Math.max(1, recent))
      const attention = attentionOf(site)
      readBest(site, budget - read, (entry) => decisions.worth(attention[entry], entry))
      return 0
    },
  }),
})

/** Softmax of every query head over what it could see, summed over the heads of the group. */
function attentionOf(site: SelectSite): Float64Array {
  const sum = new Float64Array(site.count)
  const one = new Float64Array(site.count)
  for (let head = 0; head < site.heads; head++) {
    let most = Number.NEGATIVE_INFINITY
    for (let entry = 0; entry < site.count; entry++) {
      one[entry] = site.isSeen[entry] === 1 ? site.scoreOf(head, entry) : Number.NEGATIVE_INFINITY
      most = Math.max(most, one[entry])
    }
    let total = 0
    for (let entry = 0; entry < site.count; entry++) {
      one[entry] = one[entry] === Number.NEGATIVE_INFINITY ? 0 : exp(one[entry] - most)
      total += one[entry]
    }
    for (let entry = 0; entry < site.count; entry++) sum[entry] += one[entry] / total
  }
  return sum
}

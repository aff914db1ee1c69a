/**
 * G-Rank: the clicks of others count as much as they are like the peer that asks, its own in full. Nobody collects anything: similarity is
 * told from the clicks that gossip has brought.
 *
 * Source: Gold and Pouwelse 2023 (arXiv 2301.12530), with the form of similarity of their text or of their code.
 */
import * as z from 'zod'
import { rank } from '../../../../../../kernel/decision.ts'
import { defineRanker } from '../../../../contracts/ranker.ts'
import { type Form, habitsOf, similaritiesTo } from './similarity.ts'
import { scoreByClicks } from './weighted-clicks.ts'

const decisions = {
  /** Who stands how far off, the nearest first: κm items clicked by both, κt queries asked often by both, κu items clicked by either. */
  apart: rank(
    (clicked: number, common: number, either: number, form: Form) =>
      -(form === 'code' ? clicked + common * common : common + clicked * clicked) / either,
  ),
}

export const gRank = defineRanker({
  id: 'g-rank',
  role: 'ranker',
  title: 'G-Rank',
  help: 'Clicks of others count as much as they are like the one who asks.',
  source: 'Gold and Pouwelse 2023 (arXiv 2301.12530)',
  knobs: z.strictObject({
    form: z.enum(['code', 'text']).default('code').meta({
      label: 'Similarity as in',
      help: 'The authors’ text weighs common clicks more, their code common queries.',
    }),
  }),
  decisions,
  create: ({ form }, { log, peers }) => ({
    score({ peer, query, items }, into) {
      const similar = similaritiesTo(peer, habitsOf(log(peer), peers), { form, apart: decisions.apart })
      similar[peer] = 1 // as the most alike of the others
      scoreByClicks(log(peer), { query, items }, (clicker) => similar[clicker], into)
    },
    weight: (peer, other) => similaritiesTo(peer, habitsOf(log(peer), peers), { form, apart: decisions.apart })[other],
  }),
})

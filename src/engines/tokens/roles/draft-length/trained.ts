/**
 * SpecDec++: a head on the draft's hidden state foretells whether a token will be accepted; the round ends once the chance
 * that at least one was rejected passes a threshold. The token that tipped it is still verified, so nothing is lost.
 *
 * Source: Huang, Guo and Wang 2024 (threshold policy, head and its weighted loss).
 */
import * as z from 'zod'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { acceptanceHead } from './acceptance-head.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

/** Judges tokens of the distilled draft. */
const HEAD = 'acceptance'

export const trained = defineDraftLength({
  id: 'trained',
  role: 'draftLength',
  title: 'SpecDec++',
  help: 'A trained head foretells acceptance; drafting stops once a rejection is likely enough.',
  source: 'SpecDec++ (Huang, Guo and Wang 2024)',
  files: [HEAD],
  headOf: 'draft',
  knobs: z
    .strictObject({
      threshold: z.number().min(0).max(1).default(0.7).meta({
        label: 'Stop at rejection chance h',
        unit: '',
        help: 'Lower stops earlier: fewer discarded tokens, more target passes.',
      }),
      least: z.int().min(1).max(MOST_DRAFTED).default(2).meta({
        label: 'Shortest draft',
        unit: 'tokens',
        help: 'A round drafts at least so many.',
      }),
      most: z.int().min(1).max(MOST_DRAFTED).default(20).meta({
        label: 'Longest draft',
        unit: 'tokens',
        help: 'A round ends here at the latest.',
      }),
    })
    .refine(({ least, most }) => least <= most, { message: 'the shortest draft is longer than the longest' }),
  create({ threshold, least, most }, { file }) {
    let allAccepted = 1
    return {
      most: () => most,
      foretell: acceptanceHead(file(HEAD)),
      goesOn({ depth, foretold }) {
        if (depth === 1) allAccepted = 1
        allAccepted *= foretold
        return depth < least || 1 - allAccepted <= threshold
      },
      settle: () => undefined,
    }
  },
})

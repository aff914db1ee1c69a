/**
 * SpecDec++: a head on the draft's hidden state foretells whether a token will be accepted; the round ends once the chance that at least
 * one was rejected passes a threshold. A head must see a token fed before it can judge it, and the pass that feeds it draws the next one:
 * that one is verified with the rest, so a draft ends one token behind the one that tipped it. Nothing is lost, since the rule knows the
 * draft's side alone.
 *
 * Source: Huang, Guo and Wang 2024 (threshold policy, head and its weighted loss), and how their code runs it.
 */
import * as z from 'zod'
import { amount, yes } from '../../../../kernel/decision.ts'
import { defineDraftLength } from '../../contracts/draft-length.ts'
import { acceptanceHead } from './acceptance-head.ts'
import { MOST_DRAFTED } from './most-drafted.ts'

/** Judges tokens of the distilled draft. */
const HEAD = 'acceptance'

const decisions = {
  /** The chance that all are accepted, with one token more. */
  holds: amount((before: number, foretold: number) => before * foretold),
  /** Whether a draft ends at this chance that one was rejected. */
  stops: yes((rejection: number, threshold: number) => rejection > threshold),
  /** Whether the token that the last pass has drawn is drafted as well. */
  takesNext: yes(() => true),
}

export const trained = defineDraftLength({
  id: 'trained',
  role: 'draftLength',
  title: 'SpecDec++',
  help: 'A trained head foretells acceptance; drafting stops once a rejection is likely enough.',
  source: 'SpecDec++ (Huang, Guo and Wang 2024)',
  decisions,
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
      next: z.boolean().default(true).meta({
        label: 'Draft the next one too',
        help: 'The pass that foretells a rejection has drawn a token more, which costs nothing; without it that pass is for nothing.',
        level: 'advanced',
      }),
    })
    .refine(({ least, most }) => least <= most, { message: 'the shortest draft is longer than the longest' }),
  create({ threshold, least, most, next }, { file }) {
    let allAccepted = 1
    return {
      most: () => most,
      foretell: acceptanceHead(file(HEAD)),
      goesOn({ depth, foretold }) {
        if (depth === 1) allAccepted = 1
        allAccepted = decisions.holds(allAccepted, foretold)
        return depth + (next ? 1 : 0) < least || !decisions.stops(1 - allAccepted, threshold)
      },
      takesNext: () => next && decisions.takesNext(),
      settle: () => undefined,
    }
  },
})

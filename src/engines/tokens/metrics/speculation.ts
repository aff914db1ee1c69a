/** What drafts were worth: counts of what really happened, whatever the hardware. */
import type { Speculation } from '../core/speculation.ts'
import { defineMetric, ratio } from './run-facts.ts'

const draftedBy = ({ accepted, rejected, discarded }: Speculation): number => accepted + rejected + discarded

export const tokensPerPass = defineMetric({
  id: 'tokensPerPass',
  label: 'Tokens per target pass',
  unit: 'tokens',
  better: 'higher',
  help: 'Tokens written for every pass of the target: 1 without speculation. A count, whatever the hardware.',
  formula: 'tokens written / passes of the target',
  validity: 'Without the first tokens, which the prompts bring.',
  of: ({ totals: { written, firstTokens, targetPasses } }) => ({
    value: ratio(written - firstTokens, targetPasses),
    n: targetPasses,
    substituted: `${written - firstTokens} / ${targetPasses}`,
  }),
})

export const acceptanceRate = defineMetric({
  id: 'acceptanceRate',
  label: 'Acceptance rate',
  unit: 'fraction',
  better: 'higher',
  help: 'Share of judged drafts that were accepted; what stands behind a rejection was never judged.',
  formula: 'accepted / (accepted + rejected)',
  of: ({ drafts, speculation: { accepted, rejected, discarded } }) =>
    drafts
      ? {
          value: ratio(accepted, accepted + rejected),
          n: accepted + rejected + discarded,
          substituted: `${accepted} / (${accepted} + ${rejected})`,
        }
      : null,
})

export const overlap = defineMetric({
  id: 'overlap',
  label: 'Overlap β',
  unit: 'fraction',
  better: 'higher',
  help: 'Σ min(p, q) at the first draft of each round: the chance that it is accepted, before luck decides.',
  formula: 'β = Σ min(p, q) = 1 − TV(p, q)',
  source: 'Leviathan, Kalman and Matias 2023',
  validity: 'A picked token (a tree, a look-up) is a point mass: then β is p of that token.',
  of: ({ drafts, speculation: { overlap: sum, firstDrafts } }) =>
    drafts ? { value: ratio(sum, firstDrafts), n: firstDrafts } : null,
})

export const draftedPerRound = defineMetric({
  id: 'draftedPerRound',
  label: 'Drafted a round, mean',
  unit: 'tokens',
  better: 'none',
  help: 'Tokens proposed for every pass of the target.',
  place: 'detail',
  of: ({ drafts, speculation, totals: { targetPasses } }) =>
    drafts ? { value: ratio(draftedBy(speculation), targetPasses), n: targetPasses } : null,
})

export const discardedPerToken = defineMetric({
  id: 'discardedPerToken',
  label: 'Discarded drafts a token',
  unit: 'tokens',
  better: 'lower',
  help: 'Drafts behind a rejection, which nobody judged, for every token written: drafting for nothing.',
  formula: 'discarded / tokens written',
  place: 'detail',
  of: ({ drafts, speculation: { discarded }, totals: { written } }) =>
    drafts ? { value: ratio(discarded, written), n: written } : null,
})

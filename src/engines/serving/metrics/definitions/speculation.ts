/** How drafts fared; none where nothing was drafted. */
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { speculationState } from '../../mechanisms/speculation/state.ts'
import { defineMetric } from '../run-facts.ts'

const source = 'Leviathan et al. (2023)'

export const acceptanceRate = defineMetric({
  id: 'acceptance.rate',
  label: 'Acceptance rate',
  unit: 'fraction',
  better: 'higher',
  help: 'Drafted tokens accepted, of those checked (discarded ones are not).',
  formula: 'accepted / (accepted + rejected)',
  source,
  validity:
    'Drafts after a rejection were never checked and are left out. What is kept comes from the set-up’s source: assumed, computed or recorded.',
  of: ({ cluster }) => {
    const drafts = stateOf(cluster, speculationState)?.counts
    if (drafts === undefined || drafts.rounds === 0) return null
    const { accepted, rejected } = drafts
    return {
      value: accepted / Math.max(1, accepted + rejected),
      substituted: `${grouped(accepted)} / (${grouped(accepted)} + ${grouped(rejected)})`,
    }
  },
})

export const tokensPerRound = defineMetric({
  id: 'acceptance.tokensPerRound',
  label: 'Tokens per round',
  unit: 'tokens',
  better: 'higher',
  help: 'Tokens a verification emits, its own included.',
  formula: '(accepted + rounds) / rounds',
  source,
  validity: 'The last round of an answer may emit one less.',
  of: ({ cluster }) => {
    const drafts = stateOf(cluster, speculationState)?.counts
    if (drafts === undefined || drafts.rounds === 0) return null
    const { rounds, accepted } = drafts
    return {
      value: (accepted + rounds) / rounds,
      substituted: `(${grouped(accepted)} + ${grouped(rounds)}) / ${grouped(rounds)}`,
    }
  },
})

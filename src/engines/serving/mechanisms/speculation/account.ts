/** How drafts fared; none where nothing was drafted. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { speculationState } from './state.ts'

interface Drafts {
  readonly rate: number
  readonly tokensPerRound: number
  readonly drafted: number
  readonly accepted: number
  readonly rejected: number
  readonly discarded: number
  readonly bonus: number
  readonly rounds: number
}

const source = 'Leviathan et al. (2023)'

export const acceptance = defineAccount<Drafts>({
  key: 'acceptance',
  reportOf(cluster) {
    const drafts = stateOf(cluster, speculationState)?.counts
    if (drafts === undefined || drafts.rounds === 0) return null
    const { rounds, accepted, rejected, discarded, bonus } = drafts
    return {
      rate: accepted / Math.max(1, accepted + rejected),
      tokensPerRound: (accepted + rounds) / rounds,
      drafted: accepted + rejected + discarded,
      ...{ accepted, rejected, discarded, bonus, rounds },
    }
  },
  metrics: [
    {
      id: 'acceptance.rate',
      label: 'Acceptance rate',
      unit: 'fraction',
      better: 'higher',
      help: 'Drafted tokens accepted, of those checked (discarded ones are not).',
      formula: 'accepted / (accepted + rejected)',
      source,
      validity:
        'Drafts after a rejection were never checked and are left out. What is kept comes from the set-up’s source: assumed, computed or recorded.',
      of: ({ report: { rate, accepted, rejected } }) => ({
        value: rate,
        substituted: `${grouped(accepted)} / (${grouped(accepted)} + ${grouped(rejected)})`,
      }),
    },
    {
      id: 'acceptance.tokensPerRound',
      label: 'Tokens per round',
      unit: 'tokens',
      better: 'higher',
      help: 'Tokens a verification emits, its own included.',
      formula: '(accepted + rounds) / rounds',
      source,
      validity: 'The last round of an answer may emit one less.',
      of: ({ report: { tokensPerRound, accepted, rounds } }) => ({
        value: tokensPerRound,
        substituted: `(${grouped(accepted)} + ${grouped(rounds)}) / ${grouped(rounds)}`,
      }),
    },
  ],
})

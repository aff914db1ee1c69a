/** How masks were filled in; none where nothing was denoised. */
import { defineAccount } from '../../core/account.ts'
import { stateOf } from '../../core/mechanism.ts'
import { grouped } from '../../cost/capacity-words.ts'
import { denoisingState } from './state.ts'

interface Steps {
  readonly perStep: number
  readonly filled: number
  readonly masked: number
  readonly steps: number
}

export const steps = defineAccount<Steps>({
  key: 'denoising',
  reportOf(cluster) {
    const counts = stateOf(cluster, denoisingState)?.counts
    if (counts === undefined || counts.steps === 0) return null
    const { filled, masked, steps: all } = counts
    return { perStep: filled / all, filled, masked, steps: all }
  },
  metrics: [
    {
      id: 'denoising.perStep',
      label: 'Places filled in a step',
      unit: 'tokens',
      better: 'higher',
      help: 'Masks of a stream that a step fills in: 1 is one token after another, at the price of a whole block each.',
      formula: 'places filled in / steps of streams',
      validity: 'How many steps a block takes comes from the set-up’s source: assumed, computed or recorded.',
      of: ({ report: { perStep, filled, steps: all } }) => ({
        value: perStep,
        substituted: `${grouped(filled)} / ${grouped(all)}`,
      }),
    },
  ],
})

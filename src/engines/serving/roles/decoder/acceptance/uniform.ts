/**
 * Uniform acceptance: every draft is kept with the same probability α, independently. What closed forms assume:
 * (1 − α^(K+1)) / (1 − α) tokens per round, 3.36 at α 0.8 and K 4. Real text is not like that: see `text-like.ts`.
 *
 * Source: Leviathan et al. 2023 (the i.i.d. assumption of their analysis).
 */
import * as z from 'zod'
import { defineAcceptance } from './process.ts'

export const uniformAcceptance = defineAcceptance({
  id: 'uniform',
  title: 'Uniform',
  help: 'Every drafted token is accepted with the same probability, whatever came before.',
  source: 'Leviathan et al. 2023',
  knobs: z.strictObject({
    rate: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .meta({
        label: 'Acceptance rate α',
        help: 'Probability that a drafted token is kept; raising it raises tokens per round and lowers wasted drafts.',
        slider: [0.3, 0.95],
      }),
  }),
  create: ({ rate }, { draws }) => {
    const luck = draws.stream('acceptance')
    return {
      accepted(request, position, drafts) {
        let kept = 0
        while (kept < drafts && luck.at(request, position + kept) < rate) kept++
        return kept
      },
    }
  },
})

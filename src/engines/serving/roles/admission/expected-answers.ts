/**
 * Expected answers must fit: beside whole prompts, as much is set aside for each answer as is to be expected of it, by a quantile of
 * the lengths of answers beyond what it has emitted. A high one preempts nearly nobody; a low one admits more and takes the risk.
 *
 * Source: SGLang's new-token ratio, which sets a share of `max_new_tokens` aside and learns it from what answers did. Ours asks what
 * they are distributed like.
 */
import * as z from 'zod'
import { defineAdmission } from '../../contracts/admission.ts'
import { contexts } from '../../contracts/contexts.ts'

export const expectedAnswers = defineAdmission({
  id: 'expected-answers',
  role: 'admission',
  title: 'Expected answers fit',
  help: 'A request joins when its prompt and what is to be expected of all answers fit: few are preempted, little memory is lost.',
  source: 'SGLang',
  knobs: z.strictObject({
    quantile: z
      .number()
      .min(0.05)
      .max(0.995)
      .default(0.5)
      .meta({
        label: 'Answer set aside',
        unit: 'fraction',
        help: 'Share of answers that end within what is set aside for them: higher preempts less and admits fewer.',
        slider: [0.1, 0.95],
      }),
  }),
  create({ quantile }, { requests, fact, lengthEstimate, longest }) {
    const { known } = fact(contexts)
    // The distribution alone: no predictor looks at the request.
    const estimate = lengthEstimate({ error: Number.POSITIVE_INFINITY, quantile })
    return {
      setAside(request) {
        const left = Math.max(1, estimate(request) - requests.emitted[request])
        return Math.min(longest, Math.max(known(request), requests.computed[request]) + left)
      },
      aheadOfAnswers: null,
      victimsFirst: true,
    }
  },
})

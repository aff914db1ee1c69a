/**
 * The whole prompt must fit: a request joins when all of its prompt and its first token have room beside what prompts under way have
 * still to take. What is begun can thus be computed to its end; only answers that grow can preempt somebody, and who lost its blocks
 * comes back when all of them fit again, before anybody new.
 *
 * Source: vLLM v1's `scheduler_reserve_full_isl`, on by default; its order of preempted before waiting requests.
 */
import * as z from 'zod'
import { defineAdmission } from '../../contracts/admission.ts'
import { contexts } from '../../contracts/contexts.ts'

export const wholePrompt = defineAdmission({
  id: 'whole-prompt',
  role: 'admission',
  title: 'Whole prompt fits',
  help: 'A request joins when all of its prompt fits: what is begun is computed to its end, and only growing answers preempt.',
  source: 'vLLM v1',
  knobs: z.strictObject({}),
  // The next tokens have room too: without it a request would lose all of its blocks to get one more.
  create(_knobs, { requests, widestRound, fact }) {
    const { known } = fact(contexts)
    return {
      setAside: (request) => known(request) + Math.max(1, requests.decodeTokens[request]),
      // The token that was emitted last is known, and not computed yet.
      aheadOfAnswers: 1 + Math.max(1, widestRound),
      victimsFirst: true,
    }
  },
})

/**
 * No eviction guaranteed: prompt and longest answer are set aside at admission. Nobody is ever preempted, and memory that answers
 * never use is lost to others. The longest answer is what the length limit leaves, or what clients are known to ask for at most: an
 * answer that goes on beyond that may preempt, and the guarantee is gone.
 *
 * Source: TensorRT-LLM's GUARANTEED_NO_EVICT capacity scheduler, its default, with `max_tokens` for the longest answer.
 */
import * as z from 'zod'
import { defineAdmission } from '../../contracts/admission.ts'
import { contexts } from '../../contracts/contexts.ts'

export const noEviction = defineAdmission({
  id: 'no-eviction',
  role: 'admission',
  title: 'No eviction guaranteed',
  help: 'Prompt and longest answer are set aside at admission: nobody loses blocks, and what answers never use is lost.',
  source: 'TensorRT-LLM',
  knobs: z.strictObject({
    longestAnswer: z
      .int()
      .min(0)
      .max(10_000_000)
      .default(0)
      .meta({
        zero: 'what the length limit leaves',
        label: 'Longest answer',
        unit: 'tokens',
        help: 'KV set aside for an answer, 0 for as much as the length limit allows: lower admits more, and longer answers may preempt.',
        slider: [0, 8192],
      }),
  }),
  create({ longestAnswer }, { fact, longest, widestRound }) {
    const { available } = fact(contexts)
    return {
      setAside(request) {
        const prompt = available(request)
        return (longestAnswer > 0 ? Math.min(longest, prompt + longestAnswer) : longest) + widestRound
      },
      aheadOfAnswers: null,
      victimsFirst: true,
    }
  },
})

/**
 * Chunk by chunk: a request joins as soon as the blocks of its first piece are free. The rest of its prompt and its answer find room
 * when they come, or somebody is preempted for them. Where prompts are long against the cache more are begun than can be ended, and
 * they throw each other out: computed, lost and computed again, so that more clients get less done.
 *
 * Source: vLLM v1 as first released, without `scheduler_reserve_full_isl`; the watermark is that of vLLM v0.
 */
import * as z from 'zod'
import { defineAdmission } from '../../contracts/admission.ts'

export const chunkByChunk = defineAdmission({
  id: 'chunk-by-chunk',
  role: 'admission',
  title: 'Chunk by chunk',
  help: 'A request joins when its first piece fits: most run at once, and long prompts may throw each other out.',
  source: 'vLLM v1, first releases',
  knobs: z.strictObject({}),
  create: () => ({ setAside: () => 0, aheadOfAnswers: 0, victimsFirst: false }),
})

/** Preemption by recompute: the victim's blocks are dropped; its prompt and what it said are computed again later. */
import * as z from 'zod'
import { definePreemption } from '../../contracts/preemption.ts'

export const recompute = definePreemption({
  id: 'recompute',
  role: 'preemption',
  title: 'Recompute',
  help: "A victim's blocks are dropped and its tokens computed again later.",
  source: 'vLLM',
  knobs: z.strictObject({}),
  create: () => ({ hostCapacity: 0 }),
})

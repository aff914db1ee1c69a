/** Preemption by recompute: the victim's blocks are dropped; its prompt and what it said are computed again later. */
import * as z from 'zod'
import { defineKvTiers } from '../../contracts/preemption.ts'

export const recompute = defineKvTiers({
  id: 'recompute',
  role: 'kvTiers',
  title: 'Recompute',
  help: "A victim's blocks are dropped and its tokens computed again later.",
  source: 'vLLM',
  knobs: z.strictObject({}),
  create: () => ({ hostCapacity: 0 }),
})

/**
 * Newest first: the request that arrived last is admitted first. Fresh requests start at once under overload, old ones
 * wait until it ends.
 */
import * as z from 'zod'
import { defineScheduler } from '../../src/engines/serving/contracts/scheduler.ts'
import { continuePrompts } from '../../src/engines/serving/roles/scheduler/chunked-prefill.ts'
import { keepDecoding } from '../../src/engines/serving/roles/scheduler/keep-decoding.ts'

export const newestFirst = defineScheduler({
  id: 'newest-first',
  role: 'scheduler',
  title: 'Newest first',
  help: 'Admits the request that arrived last; old ones wait until the load drops.',
  knobs: z.strictObject({
    tokenBudget: z
      .int()
      .min(16)
      .max(65_536)
      .default(512)
      .meta({
        label: 'Token budget',
        unit: 'tokens',
        help: 'Most tokens an iteration processes: higher finishes prompts sooner and makes streams wait longer.',
        slider: [64, 8192],
      }),
  }),
  create: ({ tokenBudget }) => ({
    tokenLimit: tokenBudget,
    plan(view) {
      keepDecoding(view) // streams get their next token first
      continuePrompts(view, tokenBudget) // then prompts that are under way
      const { waiting, batch, kv } = view
      const most = Math.min(waiting.length, view.freeSlots)
      for (let i = 1; i <= most; i++) {
        const request = waiting.at(waiting.length - i)
        const chunk = Math.min(tokenBudget - batch.tokens, view.promptLeft(request))
        if (chunk <= 0 || !kv.reserve(request, chunk)) return
        batch.add(request, chunk)
      }
    },
  }),
})

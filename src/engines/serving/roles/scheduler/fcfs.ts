/**
 * Iteration-level scheduling, first come first served: requests join and leave between iterations, a prompt is processed
 * whole in one iteration together with everybody's next token. KV for the prompt and the longest answer is set aside at
 * admission, so nobody is ever preempted, and memory that answers never use is lost to others.
 *
 * Source: Orca (Yu et al., OSDI 2022), iteration-level scheduling with selective batching.
 * Left out: contiguous allocation; our cache is paged, so only the reservation is the paper's.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler } from '../../contracts/scheduler.ts'
import { keepDecoding, rescuePrompts } from './keep-decoding.ts'

export const fcfs = defineScheduler({
  id: 'fcfs',
  role: 'scheduler',
  title: 'Iteration-level FCFS',
  help: 'Whole prompts join between iterations; memory for the longest answer is reserved at admission.',
  source: 'Orca',
  knobs: z.strictObject({
    reservedOutput: z
      .int()
      .min(0)
      .max(1_048_576)
      .default(512)
      .meta({
        label: 'Reserved output',
        unit: 'tokens',
        help: 'KV set aside for an answer at admission: higher avoids preemption and admits fewer requests.',
        slider: [0, 4096],
      }),
  }),
  create: ({ reservedOutput }, { longestPrompt }) => ({
    tokenLimit: longestPrompt,
    keepsStreams: true,
    plan(view) {
      const { running, waiting, kv, batch } = view
      const { phase } = view.requests
      keepDecoding(view)
      // A prompt is only under way when its instance was patched from a chunking scheduler.
      for (let i = 0; i < running.length; i++) {
        const request = running.at(i)
        const left = view.promptLeft(request)
        if (phase[request] === Phase.prefill && kv.reserve(request, left)) batch.add(request, left)
      }
      const most = Math.min(waiting.length, view.freeSlots)
      for (let i = 0; i < most; i++) {
        const request = waiting.at(i)
        const left = view.promptLeft(request)
        const capacity = kv.totalBlocks * kv.blockTokens - view.requests.prefillTarget[request]
        if (!kv.reserve(request, left + Math.min(reservedOutput, Math.max(0, capacity)))) break
        batch.add(request, left)
      }
      rescuePrompts(view)
    },
  }),
})

/**
 * Static batching: a batch is filled once and runs until its last answer is complete; nobody joins meanwhile. Short
 * answers leave their place empty, which is what iteration-level scheduling removed.
 *
 * Source: the request-level scheduling that Orca (Yu et al., OSDI 2022) describes as the state before it.
 * Left out: padding to the longest prompt; work is counted by real tokens.
 */
import * as z from 'zod'
import { Phase } from '../../contracts/request.ts'
import { defineScheduler } from '../../contracts/scheduler.ts'
import { keepDecoding, makeRoom } from './keep-decoding.ts'

export const staticBatch = defineScheduler({
  id: 'static',
  role: 'scheduler',
  title: 'Static batching',
  help: 'A batch is filled once and runs until its last answer is complete.',
  source: 'Orca (as its baseline)',
  knobs: z.strictObject({
    batchSize: z
      .int()
      .min(1)
      .max(4096)
      .default(16)
      .meta({
        label: 'Batch size',
        unit: 'requests',
        help: 'Requests that start together: higher raises throughput and the wait of those who come later.',
        slider: [1, 128],
        scale: 'log',
      }),
  }),
  create: ({ batchSize }, { longestPrompt }) => ({
    tokenLimit: longestPrompt,
    keepsStreams: true,
    plan(view) {
      const { running, waiting, kv, batch } = view
      const { phase } = view.requests
      if (running.length > 0) {
        keepDecoding(view)
        for (let i = 0; i < running.length; i++) {
          const request = running.at(i)
          if (phase[request] !== Phase.prefill) continue
          const left = view.promptLeft(request)
          if (kv.reserve(request, left) || makeRoom(view, request, left)) batch.add(request, left)
          else if (running.at(i) !== request) i-- // it has left the list, and the next one has its place
        }
        if (batch.length > 0) return
      }
      const most = Math.min(waiting.length, view.freeSlots, batchSize)
      for (let i = 0; i < most; i++) {
        const request = waiting.at(i)
        const left = view.promptLeft(request)
        // The activation buffers hold one prompt of the longest kind, so short ones share an iteration up to that.
        if (batch.tokens + left > longestPrompt || !kv.reserve(request, left)) return
        batch.add(request, left)
      }
    },
  }),
})

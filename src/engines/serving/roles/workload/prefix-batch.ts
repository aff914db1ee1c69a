/**
 * A batch with shared prefixes: all requests are there from the beginning, in groups that begin with the same text (a document, examples)
 * and go on with their own. They come group by group, or shuffled within a window, as batches do that were put together from many
 * tables.
 *
 * Source: BatchLLM (arXiv 2412.03594) for the kind of work; the window is ours.
 */
import * as z from 'zod'
import { LONGEST_LENGTH } from '../../../../traces/longest-length.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { requestLimit } from './request-limit.ts'
import { scaled } from './synthetic-request.ts'
import { withBursts } from './with-bursts.ts'

export const prefixBatch = defineWorkload({
  id: 'prefix-batch',
  role: 'workload',
  title: 'Batch with shared prefixes',
  help: 'Everything is there from the beginning, in groups that share a long prefix.',
  source: 'BatchLLM',
  knobs: z.strictObject({
    members: z
      .int()
      .min(1)
      .max(10_000)
      .default(8)
      .meta({
        label: 'Members of a group',
        unit: 'requests',
        help: 'Requests that share a prefix: more can be saved; 1 shares nothing.',
        slider: [1, 64],
      }),
    prefix: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(2000)
      .meta({
        label: 'Prefix',
        unit: 'tokens',
        help: 'Tokens that a group shares, before those of the prompt length: longer means more to save.',
        slider: [16, 8192],
        scale: 'log',
      }),
    window: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(800)
      .meta({
        label: 'Shuffled within',
        unit: 'requests',
        help: 'Requests come in random order inside windows of this many; 1 keeps groups together.',
        slider: [1, 3200],
      }),
    requests: requestLimit,
  }),
  create({ members, prefix, window, requests }, context) {
    const { draws, requests: columns, content, systemPrompt } = context
    const order = shuffled(requests, window, (index) => draws.stream('batch-order').at(index))
    const state = context.memory.object({ taken: 0 })
    return withBursts(context, {
      expected: requests,
      peek: () => (state.taken < requests ? 0 : Number.POSITIVE_INFINITY),
      take(request) {
        const index = order[state.taken++]
        const group = Math.floor(index / members)
        const serviceClass = context.drawClass(group)
        const scale = context.scales[serviceClass]
        const system = systemPrompt.tokens > 0 ? systemPrompt.groupOf(group) : -1
        const begin = system < 0 ? 0 : systemPrompt.tokens
        columns.arrival[request] = 0
        columns.serviceClass[request] = serviceClass
        const own = scaled(context.prompt.tokens(index), scale.prompt)
        columns.promptTokens[request] = Math.min(LONGEST_LENGTH, begin + prefix + own)
        columns.outputTokens[request] = scaled(context.output.tokens(index), scale.output)
        if (system >= 0) content.link(request, content.ownerOf('system-prompt', system), 0)
        content.link(request, content.ownerOf('group', group), begin)
        content.link(request, content.newOwner(), begin + prefix)
      },
      ended() {
        // Whatever becomes of it, all the others are there.
      },
    })
  },
})

/** 0 … count − 1, shuffled inside windows by the numbers that belong to each. */
function shuffled(count: number, window: number, luck: (index: number) => number): Int32Array<ArrayBuffer> {
  const order = Int32Array.from({ length: count }, (_, i) => i)
  if (window === 1) return order
  const key = Float64Array.from({ length: count }, (_, i) => Math.floor(i / window) + luck(i))
  return order.sort((a, b) => key[a] - key[b])
}

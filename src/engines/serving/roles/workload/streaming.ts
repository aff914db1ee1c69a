/**
 * Streaming contexts: what a request is to read is still being fetched when it arrives. Pages come one after the other and are appended,
 * as a crawler finds them; or the first answer of a search is there at once as a whole and later ones replace a part of it from some
 * place on. The answer begins when the last piece is there and computed.
 *
 * `waits` hands a request over only when its context is complete: what a server does that knows nothing of streams.
 *
 * Source: Stream2LLM (arXiv 2604.16395): append and update, about 0.7 s between the pages of a crawler. That a replacement keeps a
 * uniform share of what was known is assumed.
 */
import * as z from 'zod'
import { exponential, logNormal } from '../../../../kernel/distributions.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { openLoop } from './open-loop.ts'
import { requestLimit } from './request-limit.ts'
import { earliestTime, popEarliest, pushTime } from './time-heap.ts'

const knobs = z.strictObject({
  rate: arrivalRate,
  mode: z.enum(['append', 'update']).default('append').meta({
    label: 'Pieces',
    help: 'Append: each piece continues what came before. Update: each replaces a part of it, and what was computed of that is lost.',
  }),
  pieces: z
    .int()
    .min(1)
    .max(1000)
    .default(14)
    .meta({ label: 'Pieces', unit: '', help: 'Pieces of a context: more spread its arrival out.', slider: [1, 40] }),
  gap: z
    .number()
    .min(0)
    .max(3600)
    .default(0.7)
    .meta({
      label: 'Between pieces',
      unit: 's',
      help: 'Mean time from one piece to the next: longer leaves more to compute meanwhile, and holds memory longer.',
      slider: [0, 10],
    }),
  gapCv: z
    .number()
    .min(0)
    .max(5)
    .default(0.5)
    .meta({
      label: 'Variation',
      unit: '',
      help: 'Standard deviation over mean of the time between pieces.',
      slider: [0, 2],
      level: 'advanced',
    }),
  waits: z.boolean().default(false).meta({
    label: 'Waits for all',
    help: 'Nothing of a context is computed before all of it is there.',
  }),
  requests: requestLimit,
})

export const streaming = defineWorkload({
  id: 'streaming',
  role: 'workload',
  streams: true,
  title: 'Streaming contexts',
  help: 'Prompts arrive piece by piece while they are fetched; the answer begins after the last.',
  source: 'Stream2LLM',
  knobs,
  create({ rate, mode, pieces, gap, gapCv, waits, requests }, context) {
    const { draws, requests: columns } = context
    const gaps = draws.stream('arrival')
    const between = draws.stream('context-gap')
    const keeps = draws.stream('context-kept')
    const indexOf = context.perRequest('i32', -1)
    const arrived = context.perRequest('i32', 0)
    const state = context.memory.object({ taken: 0, growing: { times: [] as number[], keys: [] as number[] } })
    const until = (index: number, piece: number): Seconds =>
      gap === 0 ? 0 : logNormal(between.at(index, piece), gap, Math.max(gapCv, 1e-6))
    const base = openLoop(context, { requests, gap: (index) => exponential(gaps.at(index), 1 / rate) })

    /** Positions known with so many pieces: one less than all until the last is there, for the first token comes with that. */
    const known = (request: number, count: number): number => {
      const all = columns.promptTokens[request]
      if (count >= pieces) return all
      if (waits) return 0
      return mode === 'update' ? all - 1 : Math.min(all - 1, Math.floor((all * count) / pieces))
    }

    return {
      expected: base.expected,
      peek: base.peek,
      take(request) {
        base.take(request)
        const index = state.taken++
        indexOf.at[request] = index
        arrived.at[request] = 1
        if (pieces > 1) pushTime(state.growing, columns.arrival[request] + until(index, 1), request)
      },
      ended(request, now) {
        arrived.at[request] = pieces // no more of it is fetched
        base.ended(request, now)
      },
      growth: {
        known: (request) => known(request, 1),
        peek: () => earliestTime(state.growing),
        next() {
          const request = state.growing.keys[0]
          const count = arrived.at[request] + 1
          const isComplete = count >= pieces
          const share = mode === 'update' && !waits ? keeps.at(indexOf.at[request], count) : 1
          return {
            request,
            available: known(request, count),
            kept: Math.floor(known(request, count - 1) * share),
            isComplete,
          }
        },
        take() {
          const at = earliestTime(state.growing)
          const request = popEarliest(state.growing)
          const count = ++arrived.at[request]
          if (count < pieces) pushTime(state.growing, at + until(indexOf.at[request], count), request)
        },
      },
    }
  },
})

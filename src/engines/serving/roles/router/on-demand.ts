/**
 * On-demand forwarding: an instance takes a request only while it has nothing, or little, to compute, and refuses otherwise. The gateway
 * keeps who was refused and asks again, so that nobody stands in the queue of one instance while another is idle, and no report of load
 * is needed. Who cannot have a first token in time any more is told so.
 *
 * Source: P/D-Serve (arXiv 2408.08147): forwarding upon rejection, to the instance with the fewest requests first. Times of a question
 * and between rounds are assumed.
 */
import * as z from 'zod'
import { amount, rank, yes } from '../../../../kernel/decision.ts'
import { ms, type Seconds, type Tokens } from '../../../../kernel/units.ts'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { defineRouter } from '../../contracts/router.ts'

const decisions = {
  /** Whether an instance accepts: it has hardly anything to compute. */
  accepts: yes((_request: RequestId, _instance: number, queued: Tokens, room: Tokens) => queued <= room),
  /** Which of those that accept: the one with the fewest requests. */
  prefers: rank((_request: RequestId, _instance: number, outstanding: number) => outstanding),
  /** How long it is asked for a request before it is turned away: for as long as its first token may take. */
  patience: amount((_request: RequestId, limit: Seconds) => limit),
}

export const onDemand = defineRouter({
  id: 'on-demand',
  role: 'router',
  title: 'On-demand forwarding',
  help: 'Instances refuse while they are busy; the gateway keeps the request and asks again.',
  source: 'P/D-Serve',
  knobs: z.strictObject({
    room: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(0)
      .meta({
        zero: 'only when idle',
        label: 'Room',
        unit: 'tokens',
        help: 'Prompt tokens that an instance may still have to compute and yet accept: more fills batches and lets queues form.',
        slider: [0, 8192],
      }),
    retryMs: z
      .number()
      .min(0.1)
      .max(10_000)
      .default(5)
      .meta({
        label: 'Between rounds',
        unit: 'ms',
        help: 'Time until the gateway asks again: longer leaves instances idle meanwhile.',
        slider: [1, 50],
        source: 'assumed',
      }),
    questionMs: z
      .number()
      .min(0)
      .max(100)
      .default(0.02)
      .meta({
        label: 'Question',
        unit: 'ms',
        help: 'Time of asking one instance for one request: what refusals cost under load.',
        slider: [0, 1],
        level: 'advanced',
        source: 'assumed',
      }),
    givesUp: z.boolean().default(true).meta({
      label: 'Gives up in time',
      help: 'A request whose limit for the first token has passed is turned away instead of served late.',
    }),
  }),
  decisions,
  create({ room, retryMs, questionMs, givesUp }, { requests, classes, fact }) {
    const { completeAt } = fact(contexts)
    return {
      route(request, cluster) {
        let best = -1
        let least = Number.POSITIVE_INFINITY
        for (const instance of cluster.alive) {
          if (!decisions.accepts(request, instance, cluster.askQueuedTokens(instance), room)) continue
          const key = decisions.prefers(request, instance, cluster.outstanding(instance))
          if (key >= least) continue
          least = key
          best = instance
        }
        return best
      },
      asks: {
        interval: ms(retryMs),
        question: ms(questionMs),
        until: (request) =>
          givesUp
            ? completeAt(request) + decisions.patience(request, classes[requests.serviceClass[request]].ttft)
            : Number.POSITIVE_INFINITY,
      },
    }
  },
})

/**
 * Closed loop: a fixed number of clients, each of which sends a request, waits for its end, thinks, and sends the next. Load
 * tests work like this, and it hides queueing: a slow server is sent less (Schroeder et al., NSDI 2006, "Open versus closed").
 *
 * A client's nth request and thinking time are drawn by (client, n), so that all arms ask the same of each client however
 * their requests interleave. Clients start after one thinking time each, not all at once.
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { requestLimit } from './request-limit.ts'
import { fillSyntheticRequest } from './synthetic-request.ts'
import { earliestTime, popEarliest, pushTime } from './time-heap.ts'
import { withBursts } from './with-bursts.ts'

export const closedLoop = defineWorkload({
  id: 'closed-loop',
  role: 'workload',
  title: 'Closed loop',
  help: 'A fixed number of clients that each wait for an answer, think, and ask again.',
  knobs: z.strictObject({
    clients: z
      .int()
      .min(1)
      .max(100_000)
      .default(32)
      .meta({
        label: 'Clients',
        unit: 'clients',
        help: 'Clients at the same time, which is the most requests in the system; raising it fills batches, then the queue.',
        slider: [1, 512],
        scale: 'log',
      }),
    think: z
      .number()
      .min(0)
      .max(86_400)
      .default(2)
      .meta({
        label: 'Thinking time',
        unit: 's',
        help: 'Mean time from an answer to the next request, exponential; raising it lowers the load.',
        slider: [0, 60],
      }),
    requests: requestLimit,
  }),
  create({ clients, think, requests }, context) {
    const stream = context.draws.stream('think')
    const clientOf = context.perRequest('i32', -1)
    const sent = context.memory.array('i32', clients) // requests that each client has sent
    // Arrays in an object of the memory are replaced on restore: always `state.waiting`, never held.
    const state = context.memory.object({ taken: 0, waiting: { times: [] as number[], keys: [] as number[] } })
    const thinkingTime = (client: number) => exponential(stream.at(client, sent[client]), think)
    // A client is needed for each request at most: 1,000 clients for 10 requests are 10 clients.
    for (let client = 0; client < Math.min(clients, requests); client++) {
      pushTime(state.waiting, thinkingTime(client), client)
    }
    return withBursts(context, {
      expected: requests,
      waitsForAnswers: true,
      peek: () => (state.taken < requests ? earliestTime(state.waiting) : Number.POSITIVE_INFINITY),
      take(request) {
        const arrival = earliestTime(state.waiting)
        const client = popEarliest(state.waiting)
        clientOf.at[request] = client
        fillSyntheticRequest(context, { request, index: client + clients * sent[client], arrival })
        sent[client]++
        state.taken++
      },
      ended(request, now) {
        const client = clientOf.at[request]
        pushTime(state.waiting, now + thinkingTime(client), client)
      },
    })
  },
})

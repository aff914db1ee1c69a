/**
 * Replay of a recorded trace: arrivals, lengths and, where the trace tells, shared content and priority, row by row. Open
 * loop: requests come when they came, however fast the lab answers.
 *
 * Content: a trace such as Mooncake's names the blocks of each prompt by prefix-chained ids, equal ids meaning an equal whole
 * prefix. Block i of 512 tokens becomes the link (owner of its id, start 512 × i), which the engine's own blocks of any size are
 * then hashed from: with 16-token blocks a trace block is 32 of them. The output, and a prompt's rest beyond its last id,
 * belong to the request alone, since no id says what continues them.
 */
import * as z from 'zod'
import type { ArrivalTable } from '../../../../traces/arrivals.ts'
import type { RequestId } from '../../contracts/request.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { MOST_REQUESTS } from './request-limit.ts'
import { withBursts } from './with-bursts.ts'

export const trace = defineWorkload({
  id: 'trace',
  role: 'workload',
  hasOwnLengths: true,
  title: 'Trace',
  help: 'Replays recorded arrivals, lengths and shared content.',
  knobs: z.strictObject({
    data: z.string().max(64).default('trace').meta({
      label: 'Data',
      help: 'Name of the trace in this document; drop a file on the page to add one.',
      names: 'arrivals',
    }),
    speed: z
      .number()
      .min(0.001)
      .max(10_000)
      .default(1)
      .meta({
        label: 'Speed',
        unit: '×',
        help: 'Replay speed; raising it shortens all gaps and raises the load in proportion.',
        slider: [0.1, 20],
        scale: 'log',
      }),
    from: z
      .number()
      .min(0)
      .max(1e9)
      .default(0)
      .meta({
        label: 'From',
        unit: 's',
        help: 'Trace time at which the replay begins; raising it leaves out the rows before.',
        level: 'advanced',
        slider: [0, 3600],
      }),
    until: z
      .number()
      .min(0)
      .max(1e9)
      .default(0)
      .meta({
        label: 'Until',
        unit: 's',
        help: 'Trace time at which the replay stops, 0 for the end of the trace; raising it replays more rows.',
        level: 'advanced',
        slider: [0, 3600],
      }),
    requests: z
      .int()
      .min(1)
      .max(MOST_REQUESTS)
      .default(MOST_REQUESTS)
      .meta({
        label: 'Requests at most',
        unit: 'requests',
        help: 'Most rows replayed; raising it replays more of the trace.',
        level: 'advanced',
        slider: [10, 100_000],
        scale: 'log',
      }),
  }),
  create({ data, speed, from, until, requests }, context) {
    const table = context.table(data)
    const first = table === null ? 0 : firstRowFrom(table, from)
    const stop = until === 0 || table === null ? (table?.length ?? 0) : firstRowFrom(table, until)
    const end = Math.min(Math.max(first, stop), first + requests)
    const state = context.memory.object({ row: first })
    const kind = `trace ${data}`

    return withBursts(context, {
      expected: end - first,
      peek: () =>
        table !== null && state.row < end ? (table.arrival[state.row] - from) / speed : Number.POSITIVE_INFINITY,
      take(request) {
        if (table === null) return
        const row = state.row++
        const columns = context.requests
        columns.arrival[request] = (table.arrival[row] - from) / speed
        columns.promptTokens[request] = table.promptTokens[row]
        columns.outputTokens[request] = table.outputTokens[row]
        columns.serviceClass[request] = table.priority === undefined ? context.drawClass(row) : table.priority[row]
        if (table.content !== undefined) linkContent(table.content, row, request)
      },
      ended() {
        // Recorded arrivals do not wait for answers.
      },
    })

    function linkContent(blocks: NonNullable<ArrivalTable['content']>, row: number, request: RequestId): void {
      const { content } = context
      const promptTokens = context.requests.promptTokens[request]
      const firstId = blocks.offset[row]
      // Ids beyond the prompt name nothing.
      const count = Math.min(blocks.offset[row + 1] - firstId, Math.ceil(promptTokens / blocks.blockTokens))
      for (let i = 0; i < count; i++) {
        content.link(request, content.ownerOf(kind, blocks.ids[firstId + i]), i * blocks.blockTokens)
      }
      content.link(request, content.newOwner(), Math.min(promptTokens, count * blocks.blockTokens))
    }
  },
})

/** First row that arrives at `time` or later; `length` when none does. */
function firstRowFrom({ arrival, length }: ArrivalTable, time: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (arrival[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

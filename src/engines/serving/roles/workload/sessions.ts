/**
 * Sessions: conversations of several turns. Each turn's prompt is the whole history (system prompt, earlier messages and
 * answers) and a new message, so a prefix cache that still holds the history computes only the message.
 *
 * Sessions start as a Poisson process. The number of turns is geometric with the given mean; a turn comes a thinking time after
 * the answer before. A session whose request is rejected, cancelled or times out is abandoned, and so is one whose history
 * has outgrown the limit. Draws are by (session, turn), so all arms hold the same conversations.
 *
 * New messages and answers have the set-up's prompt and output lengths. 4 turns of 100 + 200 tokens ask for prompts of 100,
 * 400, 700 and 1,000: 2,200 tokens, of which 1,800 repeat what the cache has seen.
 */
import * as z from 'zod'
import { exponential } from '../../../../kernel/distributions.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { LONGEST_LENGTH } from '../../../../traces/longest-length.ts'
import { Phase } from '../../contracts/request.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { requestLimit } from './request-limit.ts'
import { scaled } from './synthetic-request.ts'
import { earliestTime, popEarliest, pushTime } from './time-heap.ts'
import { withBursts } from './with-bursts.ts'

/** Turns are numbered session × MOST_TURNS + turn. With a mean of at most 64 one session in e^16 would have more. */
const MOST_TURNS = 1024

export const sessions = defineWorkload({
  id: 'sessions',
  role: 'workload',
  hasPrograms: true,
  title: 'Sessions',
  help: 'Conversations of several turns, each of which repeats the whole history before its new message.',
  knobs: z.strictObject({
    rate: z
      .number()
      .min(0.001)
      .max(100_000)
      .default(1)
      .meta({
        label: 'Session rate',
        unit: 'sessions/s',
        help: 'Mean sessions started a second; raising it raises the load and the histories competing for the cache.',
        slider: [0.05, 20],
        scale: 'log',
      }),
    turns: z
      .number()
      .min(1)
      .max(64)
      .default(5)
      .meta({
        label: 'Turns',
        unit: 'turns',
        help: 'Mean turns of a session; raising it lengthens histories and raises what a prefix cache can save.',
        slider: [1, 20],
      }),
    think: z
      .number()
      .min(0)
      .max(86_400)
      .default(10)
      .meta({
        label: 'Thinking time',
        unit: 's',
        help: 'Mean time from an answer to the next turn, exponential; raising it gives the cache longer to forget.',
        slider: [0, 120],
      }),
    history: z
      .int()
      .min(1)
      .max(LONGEST_LENGTH)
      .default(32_768)
      .meta({
        label: 'History limit',
        unit: 'tokens',
        help: 'Longest prompt of a turn, beyond which the session ends; raising it lets histories fill the KV cache.',
        level: 'advanced',
        slider: [1024, 131_072],
        scale: 'log',
      }),
    requests: requestLimit,
  }),
  create({ rate, turns, think, history, requests }, context) {
    const { draws, memory, content, systemPrompt } = context
    const starts = draws.stream('session-start')
    const thinks = draws.stream('think')
    const ends = draws.stream('session-end')
    const columns = context.requests
    const sessionOf = context.perRequest('i32', -1)
    const turnOf = context.perRequest('i32', 0)
    const ownerOf = context.perRequest('i32', -1)
    const nextPromptOf = context.perRequest('i32', 0) // prompt of the turn after, once a request has ended
    const gap = (session: number): Seconds => exponential(starts.at(session), 1 / rate)
    // `waiting` holds the next turns, keyed by the request that ended before. Replaced on restore: always read through `state`.
    const state = memory.object({
      taken: 0,
      session: 0,
      nextStart: gap(0),
      waiting: { times: [] as number[], keys: [] as number[] },
    })

    const messageOf = (index: number, serviceClass: number): number =>
      scaled(context.prompt.tokens(index), context.scales[serviceClass].prompt)
    const answerOf = (index: number, serviceClass: number): number =>
      scaled(context.output.tokens(index), context.scales[serviceClass].output)

    /** A session's first turn: the system prompt where it shares one, then the first message. */
    const open = (request: number): void => {
      const session = state.session
      const index = session * MOST_TURNS
      const group = systemPrompt.tokens > 0 ? systemPrompt.groupOf(session) : -1
      const shared = group < 0 ? 0 : systemPrompt.tokens
      sessionOf.at[request] = session
      ownerOf.at[request] = content.newOwner()
      columns.arrival[request] = state.nextStart
      const serviceClass = context.drawClass(session)
      columns.serviceClass[request] = serviceClass
      columns.promptTokens[request] = Math.min(LONGEST_LENGTH, shared + messageOf(index, serviceClass))
      columns.outputTokens[request] = answerOf(index, serviceClass)
      state.session = session + 1
      state.nextStart += gap(session + 1)
    }

    /** The turn after the request `before`. */
    const follow = (request: number, before: number, arrival: Seconds): void => {
      const turn = turnOf.at[before] + 1
      const index = sessionOf.at[before] * MOST_TURNS + turn
      sessionOf.at[request] = sessionOf.at[before]
      turnOf.at[request] = turn
      ownerOf.at[request] = ownerOf.at[before]
      columns.arrival[request] = arrival
      columns.promptTokens[request] = nextPromptOf.at[before]
      columns.serviceClass[request] = columns.serviceClass[before]
      columns.outputTokens[request] = answerOf(index, columns.serviceClass[request])
    }

    /** Prompt tokens of the turn after a request: what it was asked, what it answered, and the new message. */
    const nextPrompt = (before: number): number =>
      columns.promptTokens[before] +
      columns.outputTokens[before] +
      messageOf(sessionOf.at[before] * MOST_TURNS + turnOf.at[before] + 1, columns.serviceClass[before])

    return withBursts(context, {
      expected: requests,
      peek: () =>
        state.taken < requests ? Math.min(state.nextStart, earliestTime(state.waiting)) : Number.POSITIVE_INFINITY,
      take(request) {
        const nextTurn = earliestTime(state.waiting)
        if (nextTurn <= state.nextStart) follow(request, popEarliest(state.waiting), nextTurn)
        else open(request)
        const session = sessionOf.at[request]
        const group = systemPrompt.tokens > 0 ? systemPrompt.groupOf(session) : -1
        if (group >= 0) content.link(request, content.ownerOf('system-prompt', group), 0)
        content.link(request, ownerOf.at[request], group < 0 ? 0 : systemPrompt.tokens)
        state.taken++
      },
      programOf: (request) => sessionOf.at[request],
      ended(request, now) {
        const turn = turnOf.at[request] + 1
        const key = sessionOf.at[request] * MOST_TURNS + turn
        // Geometric: after each turn the session ends with probability 1 / mean.
        const isOver = turn === MOST_TURNS || ends.at(key) * turns < 1
        if (columns.phase[request] !== Phase.finished || isOver) return
        const prompt = nextPrompt(request)
        if (prompt > history) return
        nextPromptOf.at[request] = prompt
        pushTime(state.waiting, now + exponential(thinks.at(key), think), request)
      },
    })
  },
})

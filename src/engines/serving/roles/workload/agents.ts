/**
 * Agents with tools: programs of several calls. Each call generates something, a tool takes its time with it, and the tool's output is
 * appended to the context of the next call. What the tool takes is when a server may forget the context; what it says makes every
 * later token dearer.
 *
 * Agents differ in kind: how much they generate, how many calls they make, how long their tools take and talk, each by a log-normal
 * factor of its kind. A call whose tool fails is made again. Programs have one deadline, where they have any; classes without
 * programs make single calls. A program may run several chains of calls side by side, and ends with the last of them.
 *
 * Source: Beyond Accuracy (arXiv 2604.05404) for tools, pauses and failing calls; JITServe (arXiv 2504.20068) for programs with one deadline.
 */
import * as z from 'zod'
import { exponential, geometric, logNormal, normal } from '../../../../kernel/distributions.ts'
import { exp } from '../../../../kernel/math.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { LONGEST_LENGTH } from '../../../../traces/longest-length.ts'
import { Phase } from '../../contracts/request.ts'
import { defineWorkload } from '../../contracts/workload.ts'
import { arrivalRate } from './arrival-rate.ts'
import { requestLimit } from './request-limit.ts'
import { scaled } from './synthetic-request.ts'
import { earliestTime, popEarliest, pushTime } from './time-heap.ts'
import { withBursts } from './with-bursts.ts'

/** Calls are numbered chain × MOST_CALLS + call, chains in the order in which they start. */
const MOST_CALLS = 256

const seconds = (label: string, value: number, help: string) =>
  z
    .number()
    .min(0)
    .max(86_400)
    .default(value)
    .meta({ label, unit: 's', help, slider: [0, 60] })

const knobs = z.strictObject({
  rate: arrivalRate.default(1),
  atOnce: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .meta({
      zero: 'as they come',
      label: 'Programs at once',
      unit: '',
      help: 'A new program starts when one has ended, so many at once; 0 starts them at the rate.',
      slider: [0, 256],
    }),
  calls: z
    .number()
    .min(1)
    .max(200)
    .default(6)
    .meta({ label: 'Calls', unit: '', help: 'Mean calls of a program: more make contexts longer.', slider: [1, 30] }),
  branches: z
    .int()
    .min(1)
    .max(64)
    .default(1)
    .meta({
      label: 'Branches',
      unit: '',
      help: 'Chains of calls that a program runs side by side: more ask for as much in the same time.',
      slider: [1, 8],
      level: 'advanced',
    }),
  tool: seconds('Tool time', 3, 'Mean time of a tool: longer gives the cache longer to forget.'),
  toolTokens: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(500)
    .meta({
      label: 'Tool output',
      unit: 'tokens',
      help: 'Mean tokens that a tool appends: more make every later token dearer.',
      slider: [0, 8192],
    }),
  kinds: z
    .int()
    .min(1)
    .max(100)
    .default(11)
    .meta({
      label: 'Kinds of agents',
      unit: '',
      help: 'How many kinds there are.',
      slider: [1, 20],
      level: 'advanced',
    }),
  spread: z
    .number()
    .min(0)
    .max(2)
    .default(0.6)
    .meta({
      label: 'How kinds differ',
      unit: '',
      help: 'Spread of each kind’s factors, σ of the logarithm: 0 makes all agents alike.',
      slider: [0, 1.5],
    }),
  failures: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.1)
    .meta({
      label: 'Failing calls',
      unit: 'fraction',
      help: 'Tools that fail at once with a short message, so that the call is made again.',
      slider: [0, 0.5],
    }),
  programs: z.enum(['all classes', 'background only']).default('all classes').meta({
    label: 'Who runs programs',
    help: 'All requests belong to programs; or those of the background class, and the other classes make single calls.',
  }),
  deadline: seconds('Deadline of a program', 0, 'Every call of a program is due by then, 0 for none.').meta({
    zero: 'none',
  }),
  requests: requestLimit,
})

/** Factors of a kind of agent. */
interface Kind {
  readonly calls: number
  readonly generates: number
  readonly toolTime: number
  readonly toolTokens: number
}

const BACKGROUND = 2

export const agents = defineWorkload({
  id: 'agents',
  role: 'workload',
  hasPrograms: true,
  title: 'Agents with tools',
  help: 'Programs of several calls with tools between them, whose outputs make contexts longer.',
  source: 'Beyond Accuracy, JITServe',
  knobs,
  create(set, context) {
    const { draws, memory, content } = context
    const columns = context.requests
    const stream = (use: string) => draws.stream(`agent-${use}`)
    const [starts, kindOf, ofKind, counts, times, sizes, fails] = [
      'start',
      'kind',
      'factor',
      'calls',
      'tool-time',
      'tool-tokens',
      'failure',
    ].map(stream)
    const factor = (kind: number, which: number): number => exp(set.spread * normal(ofKind.at(kind, which)))
    const kinds: readonly Kind[] = Array.from({ length: set.kinds }, (_, kind) => ({
      calls: factor(kind, 0),
      generates: factor(kind, 1),
      toolTime: factor(kind, 2),
      toolTokens: factor(kind, 3),
    }))
    const programOf = context.perRequest('i32', -1)
    const callOf = context.perRequest('i32', 0)
    const ownerOf = context.perRequest('i32', -1)
    const nextPromptOf = context.perRequest('i32', 0)
    const chainOf = context.perRequest('i32', 0)
    /** Of the first request of a program: chains that have not ended. And that request, by request. */
    const openChains = context.perRequest('i32', 0)
    const firstOf = context.perRequest('i32', 0)
    const dueOf = context.perRequest('f64', Number.POSITIVE_INFINITY)
    const gap = (program: number): Seconds => (set.atOnce > 0 ? 0 : exponential(starts.at(program), 1 / set.rate))
    // Arrays are replaced on restore: always read through `state`.
    const state = memory.object({
      taken: 0,
      program: 0,
      /** Branch of that program to start next, and the first request of it. */
      branch: 0,
      chain: 0,
      first: 0,
      nextStart: gap(0),
      /** Programs that may start now, where so many run at once. */
      free: set.atOnce > 0 ? set.atOnce : Number.POSITIVE_INFINITY,
      waiting: { times: [] as number[], keys: [] as number[] },
    })

    const kind = (program: number): Kind => kinds[Math.floor(kindOf.at(program) * set.kinds)]
    const generates = (index: number, program: number, serviceClass: number): number =>
      scaled(context.output.tokens(index), context.scales[serviceClass].output * kind(program).generates)
    const isProgram = (serviceClass: number): boolean => set.programs === 'all classes' || serviceClass === BACKGROUND
    const start = (): Seconds => (state.free > 0 ? state.nextStart : Number.POSITIVE_INFINITY)

    /** The next chain of the next program; the program is under way once its last one is. */
    const open = (request: number): void => {
      const { program, branch } = state
      const serviceClass = context.drawClass(program)
      const chains = isProgram(serviceClass) ? set.branches : 1
      const chain = state.chain++
      const index = chain * MOST_CALLS
      columns.arrival[request] = state.nextStart
      columns.serviceClass[request] = serviceClass
      columns.promptTokens[request] = scaled(context.prompt.tokens(index), context.scales[serviceClass].prompt)
      columns.outputTokens[request] = generates(index, program, serviceClass)
      if (isProgram(serviceClass)) {
        programOf.at[request] = program
        if (set.deadline > 0) dueOf.at[request] = state.nextStart + set.deadline
      }
      if (branch === 0) {
        state.first = request
        openChains.at[request] = chains
      }
      chainOf.at[request] = chain
      firstOf.at[request] = state.first
      ownerOf.at[request] = content.newOwner()
      state.branch = (branch + 1) % chains
      if (state.branch > 0) return
      state.program++
      state.free--
      state.nextStart += gap(program + 1)
    }

    const follow = (request: number, before: number, arrival: Seconds): void => {
      const program = programOf.at[before]
      const call = callOf.at[before] + 1
      const serviceClass = columns.serviceClass[before]
      columns.arrival[request] = arrival
      programOf.at[request] = program
      columns.serviceClass[request] = serviceClass
      columns.promptTokens[request] = nextPromptOf.at[before]
      columns.outputTokens[request] = generates(chainOf.at[before] * MOST_CALLS + call, program, serviceClass)
      callOf.at[request] = call
      chainOf.at[request] = chainOf.at[before]
      firstOf.at[request] = firstOf.at[before]
      ownerOf.at[request] = ownerOf.at[before]
      dueOf.at[request] = dueOf.at[before]
    }

    /** A chain has ended, and with the last one its program: where so many run at once the next may start. */
    const close = (request: number, now: Seconds): void => {
      if (--openChains.at[firstOf.at[request]] > 0 || set.atOnce === 0) return
      state.free++
      state.nextStart = Math.max(state.nextStart, now)
    }

    return withBursts(context, {
      expected: set.requests,
      peek: () =>
        state.taken < set.requests ? Math.min(start(), earliestTime(state.waiting)) : Number.POSITIVE_INFINITY,
      take(request) {
        const next = earliestTime(state.waiting)
        if (next <= start()) follow(request, popEarliest(state.waiting), next)
        else open(request)
        columns.dueBy[request] = dueOf.at[request]
        content.link(request, ownerOf.at[request], 0)
        state.taken++
      },
      programOf: (request) => programOf.at[request],
      ended(request, now) {
        const program = programOf.at[request]
        const call = callOf.at[request]
        const chain = chainOf.at[request]
        const last = program < 0 ? 0 : geometric(counts.at(chain), 1 / Math.max(1, set.calls * kind(program).calls))
        if (columns.phase[request] !== Phase.finished || call >= Math.min(last, MOST_CALLS - 1))
          return close(request, now)
        const { toolTime, toolTokens } = kind(program)
        const key = chain * MOST_CALLS + call
        const isFailure = fails.at(key) < set.failures
        const said = isFailure ? 20 : set.toolTokens > 0 ? logNormal(sizes.at(key), set.toolTokens * toolTokens, 1) : 0
        const prompt = columns.promptTokens[request] + columns.outputTokens[request] + Math.round(said)
        if (prompt > LONGEST_LENGTH) return close(request, now)
        nextPromptOf.at[request] = prompt
        const pause = isFailure ? 0.1 : set.tool > 0 ? logNormal(times.at(key), set.tool * toolTime, 1) : 0
        pushTime(state.waiting, now + pause, request)
      },
    })
  },
})

/**
 * What serving a request on is worth a second: its tokens, those of the answer weighing more, scaled down by how far it will miss its
 * limit, (limit / (served + left))^γ and at most 1, over the time left. The calls of a program share one limit and one worth: their
 * tokens together, all their time until the limit, and the longest of them to go.
 *
 * Source: JITServe (arXiv 2504.20068) and its code.
 */
import { pow } from '../../../../kernel/math.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import type { LengthEstimate } from '../../contracts/length-estimate.ts'
import { type Programs, programs } from '../../contracts/programs.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { SchedulerContext, SchedulerView } from '../../contracts/scheduler.ts'
import { decisions } from './margin-decisions.ts'

export interface WorthOptions {
  readonly order: 'worth' | 'worth, least first' | 'deadline' | 'shortest answer' | 'random'
  readonly penalty: number
  readonly decodeWeight: number
  readonly tokenBudget: Tokens
}

export interface Worth {
  /** Worth a second of each; an iteration takes `unit`. */
  ofAll(view: SchedulerView, requests: readonly RequestId[], unit: Seconds): readonly number[]
  /** Tokens of the answer that are to be expected yet, and the time that they take. */
  remaining(request: RequestId): Tokens
  left(view: SchedulerView, request: RequestId, unit: Seconds): Seconds
  /** −1 for none. */
  programOf(request: RequestId): number
}

export function worthOf(set: WorthOptions, context: SchedulerContext, estimate: LengthEstimate): Worth {
  const { classes, requests, draws } = context
  const random = draws.stream('random-rank')
  const { of: programOf } = context.fact(programs)
  const scale = (limit: Seconds, takes: Seconds): number =>
    pow(Math.min(1, Math.max(1e-6, limit / Math.max(1e-9, takes))), set.penalty)

  const remaining = (request: RequestId): Tokens => Math.max(1, estimate(request) - requests.emitted[request])
  const left = (view: SchedulerView, request: RequestId, unit: Seconds): Seconds =>
    unit * (remaining(request) + view.promptLeft(request) / Math.max(1, set.tokenBudget))
  /** Time from its arrival in which the whole answer is due. */
  const limitOf = (request: RequestId): Seconds => {
    const { ttft, tpot } = classes[requests.serviceClass[request]]
    const due = requests.dueBy[request]
    return due < Number.POSITIVE_INFINITY ? due - requests.arrival[request] : ttft + tpot * estimate(request)
  }
  /** Its tokens, as far as its first one comes in time: a late one makes the whole request worthless here, and not its prompt alone. */
  const tokensOf = (view: SchedulerView, request: RequestId, unit: Seconds): number => {
    const { emitted, promptTokens, arrival, firstToken, dueBy, serviceClass } = requests
    const first =
      dueBy[request] < Number.POSITIVE_INFINITY
        ? 1
        : scale(
            classes[serviceClass[request]].ttft,
            (emitted[request] === 0 ? view.now + unit : firstToken[request]) - arrival[request],
          )
    return (promptTokens[request] + set.decodeWeight * estimate(request)) * first
  }
  /** Of the calls of one program, or of a request alone. */
  const density = (view: SchedulerView, members: readonly RequestId[], unit: Seconds): number => {
    const times = members.map((request) => left(view, request, unit))
    const all = times.reduce((sum, time) => sum + time, 0)
    const worths = members.map((request) => {
      const served = view.now - requests.arrival[request]
      return tokensOf(view, request, unit) * scale(limitOf(request), served + all)
    })
    return worths.reduce((sum, worth) => sum + worth, 0) / Math.max(...times)
  }
  return {
    ...{ remaining, left, programOf },
    ofAll(view, list, unit) {
      if (set.order === 'random') return list.map((request) => random.at(request))
      if (set.order === 'deadline')
        return list.map((request) => 1 / (1e6 + requests.arrival[request] + limitOf(request)))
      if (set.order === 'shortest answer') return list.map((request) => 1 / remaining(request))
      const members = membersOf(list, programOf)
      const known = new Map([...members].map(([program, calls]) => [program, density(view, calls, unit)]))
      const worths = list.map((request) => known.get(programOf(request)) ?? density(view, [request], unit))
      if (set.order === 'worth, least first') return worths.map((worth) => 1 / worth)
      return worths.map((worth) => -decisions.order(worth))
    },
  }
}

/** Of those in the list, by the program that they belong to; who belongs to none is in none. */
export function membersOf(list: readonly RequestId[], programOf: Programs['of']): ReadonlyMap<number, RequestId[]> {
  const members = new Map<number, RequestId[]>()
  for (const request of list) {
    const program = programOf(request)
    if (program < 0) continue
    const known = members.get(program)
    if (known) known.push(request)
    else members.set(program, [request])
  }
  return members
}

/**
 * Open loop: requests come by a clock of their own, whatever becomes of them. Poisson, bursty and on-off differ in nothing but
 * the time of request number `index`, which this turns into a Workload.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import type { Workload, WorkloadContext } from '../../contracts/workload.ts'
import { fillSyntheticRequest } from './synthetic-request.ts'
import { withBursts } from './with-bursts.ts'

export interface OpenLoop {
  /** Requests in all. */
  readonly requests: number
  /** Time between request `index` − 1 (or time 0) and request `index`, on the clock that `timeOf` reads. Drawn by index. */
  gap(index: number): Seconds
  /** From the running sum of gaps to simulated time; ascending. The same by default. */
  timeOf?(elapsed: Seconds): Seconds
  /** Number of the prompt that request `index` asks, where prompts are asked several times. */
  promptOf?(index: number): number
}

export function openLoop(context: WorkloadContext, arrivals: OpenLoop): Workload {
  const { requests, promptOf } = arrivals
  const timeOf = arrivals.timeOf ?? ((elapsed: Seconds) => elapsed)
  const first = arrivals.gap(0)
  const state = context.memory.object({ index: 0, elapsed: first, next: timeOf(first) })
  const asked = promptOf && context.perRequest('i32', -1)
  const workload = withBursts(context, {
    expected: requests,
    peek: () => state.next,
    take(request) {
      const index = state.index
      const prompt = promptOf?.(index)
      fillSyntheticRequest(context, { request, index, prompt, arrival: state.next })
      if (asked && prompt !== undefined) asked.at[request] = prompt
      state.index = index + 1
      if (state.index < requests) {
        state.elapsed += arrivals.gap(state.index)
        state.next = timeOf(state.elapsed)
      } else state.next = Number.POSITIVE_INFINITY
    },
    ended() {
      // Whatever becomes of a request, the next one comes by the clock.
    },
  })
  return asked ? { ...workload, promptOf: (request) => asked.at[request] } : workload
}

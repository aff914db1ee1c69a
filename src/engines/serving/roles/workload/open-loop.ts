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
}

export function openLoop(context: WorkloadContext, arrivals: OpenLoop): Workload {
  const { requests } = arrivals
  const timeOf = arrivals.timeOf ?? ((elapsed: Seconds) => elapsed)
  const first = arrivals.gap(0)
  const state = context.memory.object({ index: 0, elapsed: first, next: timeOf(first) })
  return withBursts(context, {
    expected: requests,
    peek: () => state.next,
    take(request) {
      const index = state.index
      fillSyntheticRequest(context, { request, index, arrival: state.next })
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
}

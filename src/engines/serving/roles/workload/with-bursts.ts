/**
 * Burst events of the document on top of any workload: `requests` more arrive within `over` seconds from `at`.
 *
 * The n requests of a burst are spread over n equal slots, each at a random place in its own: sorted without being stored, and
 * as even as a burst can be. They draw by numbers of their own, so that the workload below has the same luck with and without.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import type { Workload, WorkloadContext } from '../../contracts/workload.ts'
import { fillSyntheticRequest } from './synthetic-request.ts'

/** Burst requests are numbered from here on, beyond any workload's own (at most 2,000,000, or 2^31 for sessions' turns). */
const FIRST_BURST_INDEX = 0x8000_0000

export function withBursts(context: WorkloadContext, workload: Workload): Workload {
  const { bursts } = context
  if (bursts.length === 0) return workload
  const place = context.draws.stream('burst-arrival')
  const isBurst = context.perRequest('u8', 0)
  // Number of each burst's first request.
  const firstIndex = bursts.map(
    (_, b) => FIRST_BURST_INDEX + bursts.slice(0, b).reduce((n, { requests }) => n + requests, 0),
  )
  const timeOf = (b: number, nth: number): Seconds => {
    const { at, over, requests } = bursts[b]
    return nth < requests ? at + (over * (nth + place.at(firstIndex[b] + nth))) / requests : Number.POSITIVE_INFINITY
  }
  const state = context.memory.object({
    /** Requests of each burst that have arrived, and the time of its next one. */
    taken: bursts.map(() => 0),
    next: bursts.map((_, b) => timeOf(b, 0)),
  })

  /** The burst whose next request is earliest; the first of the document on a tie. */
  const earliest = (): number => {
    let best = 0
    for (let b = 1; b < state.next.length; b++) if (state.next[b] < state.next[best]) best = b
    return best
  }

  const { programOf } = workload
  return {
    ...(programOf && { programOf }),
    expected: workload.expected + bursts.reduce((total, { requests }) => total + requests, 0),
    peek: () => Math.min(workload.peek(), state.next[earliest()]),
    take(request) {
      const b = earliest()
      // At the same time the workload goes first: a burst comes on top.
      if (workload.peek() <= state.next[b]) return workload.take(request)
      const { promptTokens, outputTokens } = bursts[b]
      isBurst.at[request] = 1
      fillSyntheticRequest(context, {
        request,
        index: firstIndex[b] + state.taken[b],
        arrival: state.next[b],
        promptTokens,
        outputTokens,
      })
      state.taken[b]++
      state.next[b] = timeOf(b, state.taken[b])
    },
    ended(request, now) {
      if (isBurst.at[request] === 0) workload.ended(request, now)
    },
  }
}

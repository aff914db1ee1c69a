/**
 * A workload that begins at `since` instead of 0, in place of another: its clock is shifted, and it hears only of requests
 * that are its own.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { Workload } from '../contracts/workload.ts'
import type { Cluster } from './cluster.ts'

export function laterWorkload(workload: Workload, since: Seconds, cluster: Cluster): Workload {
  const { requests, memory } = cluster
  const { growth, programOf } = workload
  const isOwn = memory.perRequest('u8', 0)
  return {
    expected: workload.expected + requests.count,
    peek: () => workload.peek() + since,
    take(request) {
      workload.take(request)
      isOwn.at[request] = 1
      requests.arrival[request] += since
    },
    ended(request, now) {
      if (isOwn.at[request] === 1) workload.ended(request, now - since)
    },
    ...(programOf && { programOf }),
    ...(growth && { growth: { ...growth, peek: () => growth.peek() + since } }),
    ...(workload.promptOf && { promptOf: workload.promptOf }),
  }
}

/**
 * Contexts that stream in: a prompt of which more becomes known while it waits or is being computed, and of which a part may be taken
 * back when a better one replaces it. What was computed beyond what both have in common is lost.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import type { Growth } from '../../contracts/workload.ts'
import { type Cluster, EventKind } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'

/** Puts the next growth into the event queue. */
export function scheduleGrowth({ roles, queue, streaming }: Cluster): void {
  const next = roles.workload.growth?.peek() ?? Number.POSITIVE_INFINITY
  if (next >= streaming.counts.growthAt) return
  streaming.counts.growthAt = next
  queue.push(next, priority.transferEnd, EventKind.growth, 0, 0)
}

/** Everything that becomes known by `now`. */
export function grow(cluster: Cluster, now: Seconds): void {
  const { growth } = cluster.roles.workload
  if (cluster.streaming.counts.growthAt <= now) cluster.streaming.counts.growthAt = Number.POSITIVE_INFINITY
  while (growth && growth.peek() <= now) {
    const next = growth.next()
    if (cluster.requests.phase[next.request] < Phase.finished) become(cluster, next, now)
    growth.take()
  }
  scheduleGrowth(cluster)
}

/** Whether what becomes known next is of a request that has ended. */
export function growsForNobody({ roles, requests, queue }: Cluster): boolean {
  const { growth } = roles.workload
  if (!growth || growth.peek() > queue.nextTime) return true
  return requests.phase[growth.next().request] >= Phase.finished
}

/** What becomes known next interests nobody. */
export function skipGrowth(cluster: Cluster): void {
  const { roles, queue, streaming } = cluster
  const { growth } = roles.workload
  // The event may be one that an earlier piece has replaced: then there is nothing to skip.
  if (growth && growth.peek() <= queue.time) growth.take()
  if (streaming.counts.growthAt <= queue.time) streaming.counts.growthAt = Number.POSITIVE_INFINITY
  scheduleGrowth(cluster)
}

/** The workload that streamed is replaced: what it was still fetching is there at once. */
export function completeContexts({ requests, due }: Cluster, now: Seconds): void {
  for (let request = 0; request < requests.count; request++) {
    if (requests.phase[request] >= Phase.finished || requests.contextAt[request] < Number.POSITIVE_INFINITY) continue
    requests.available[request] = requests.promptTokens[request]
    requests.contextAt[request] = now
  }
  due.fill(1)
}

function become(cluster: Cluster, { request, available, kept, isComplete }: Growth, now: Seconds): void {
  const { requests, instances, due } = cluster
  const home = requests.instance[request]
  const instance = home < 0 ? null : instances[home]
  if (instance) cluster.stretches[home].settle()
  requests.available[request] = available
  if (isComplete) requests.contextAt[request] = now
  if (instance === null) return
  due[home] = 1
  if (kept >= requests.computed[request] && !instance.isInFlight(request)) return
  // What is being computed right now is taken back when it is done.
  if (instance.isInFlight(request))
    cluster.streaming.replaced.at[request] = 1 + Math.min(kept, takenBackTo(cluster, request))
  else takeBack(cluster, instance, request, kept)
}

/** Positions up to which a request is to be taken back already. */
const takenBackTo = ({ streaming: { replaced } }: Cluster, request: RequestId): Tokens =>
  replaced.at[request] > 0 ? replaced.at[request] - 1 : Number.MAX_SAFE_INTEGER

/** The iteration that computed replaced positions has ended. */
export function takeBackReplaced(cluster: Cluster, instance: Instance, request: RequestId): void {
  const kept = cluster.streaming.replaced.at[request] - 1
  cluster.streaming.replaced.at[request] = 0
  if (kept < cluster.requests.computed[request]) takeBack(cluster, instance, request, kept)
}

function takeBack(cluster: Cluster, instance: Instance, request: RequestId, kept: Tokens): void {
  const { requests, totals } = cluster
  const lost = requests.computed[request] - kept
  if (lost <= 0) return
  if (requests.phase[request] === Phase.swapped) {
    // Fewer of its blocks are in host memory from now on.
    const { blockTokens } = instance.kv
    const blocks = Math.ceil(requests.computed[request] / blockTokens) - Math.ceil(kept / blockTokens)
    instance.state.hostBytes -= blocks * cluster.blockBytes
  }
  requests.computed[request] = kept
  totals.tokensRecomputed += lost
  cluster.streaming.counts.tokensReplaced += lost
  instance.state.queuedTokens += lost
  if (requests.phase[request] === Phase.prefill) instance.kv.of(request).cut(request)
}

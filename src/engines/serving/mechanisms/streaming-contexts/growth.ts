/**
 * Contexts that stream in: a prompt of which more becomes known while it waits or is being computed, and of which a part may be taken
 * back when a better one replaces it. What was computed beyond what both have in common is lost.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import { type Contexts, contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import type { Growth } from '../../contracts/workload.ts'
import type { Instance } from '../../core/instance.ts'
import { keep, type Mechanism, publish } from '../../core/mechanism.ts'
import { workloads } from '../../roles/workload/index.ts'
import { contextTtft } from './account.ts'
import { type Streaming, streamingState } from './state.ts'

export const streamingContexts: Mechanism = {
  id: 'streaming-contexts',
  account: contextTtft,
  install(cluster, { setups, event }) {
    if (!setups.some(({ workload }) => chosen(workloads, workload).streams)) return null
    const own: Streaming = {
      cluster,
      counts: cluster.memory.object({ growthAt: Number.POSITIVE_INFINITY, tokensReplaced: 0 }),
      available: cluster.memory.perRequest('i32', 0),
      completeAt: cluster.memory.perRequest('f64', Number.NaN),
      replaced: cluster.memory.perRequest('i32', 0),
      growth: event({
        priority: priority.transferEnd,
        handle: (_a, _b, now) => grow(own, now),
        isIdle: () => growsForNobody(own),
        skip: () => skipGrowth(own),
      }),
    }
    return {
      state: keep(streamingState, own),
      facts: [publish(contexts, contextsOf(own))],
      hooks: {
        arriving: (request) => arrive(own, request),
        arrived: () => scheduleGrowth(own),
        computed: (instance, request) => {
          if (own.replaced.at[request] > 0) takeBackReplaced(own, instance, request)
        },
        patched(before, now) {
          if (cluster.roles.workload !== before.workload && before.workload.growth) completeContexts(own, now)
          own.counts.growthAt = Number.POSITIVE_INFINITY
        },
      },
    }
  },
}

/** What algorithms see of it. */
const contextsOf = ({ cluster: { requests }, available, completeAt }: Streaming): Contexts => ({
  available: (request) => available.at[request],
  completeAt: (request) => completeAt.at[request],
  known: (request) => Math.min(requests.prefillTarget[request], available.at[request] + requests.emitted[request]),
})

/** As much is known as its workload says; of one that does not stream, all. */
function arrive({ cluster, available, completeAt }: Streaming, request: RequestId): void {
  const { promptTokens, arrival } = cluster.requests
  const all = promptTokens[request]
  available.at[request] = cluster.roles.workload.growth?.known(request) ?? all
  completeAt.at[request] = available.at[request] < all ? Number.POSITIVE_INFINITY : arrival[request]
}

/** Puts the next growth into the event queue. */
function scheduleGrowth({ cluster: { roles }, counts, growth }: Streaming): void {
  const next = roles.workload.growth?.peek() ?? Number.POSITIVE_INFINITY
  if (next >= counts.growthAt) return
  counts.growthAt = next
  growth(next, 0, 0)
}

/** Everything that becomes known by `now`. */
function grow(own: Streaming, now: Seconds): void {
  const { cluster, counts } = own
  const { growth } = cluster.roles.workload
  if (counts.growthAt <= now) counts.growthAt = Number.POSITIVE_INFINITY
  while (growth && growth.peek() <= now) {
    const next = growth.next()
    if (cluster.requests.phase[next.request] < Phase.finished) become(own, next, now)
    growth.take()
  }
  scheduleGrowth(own)
}

/** Whether what becomes known next is of a request that has ended. */
function growsForNobody({ cluster: { roles, requests, queue } }: Streaming): boolean {
  const { growth } = roles.workload
  if (!growth || growth.peek() > queue.nextTime) return true
  return requests.phase[growth.next().request] >= Phase.finished
}

/** What becomes known next interests nobody. */
function skipGrowth(own: Streaming): void {
  const { roles, queue } = own.cluster
  const { growth } = roles.workload
  // The event may be one that an earlier piece has replaced: then there is nothing to skip.
  if (growth && growth.peek() <= queue.time) growth.take()
  if (own.counts.growthAt <= queue.time) own.counts.growthAt = Number.POSITIVE_INFINITY
  scheduleGrowth(own)
}

/** The workload that streamed is replaced: what it was still fetching is there at once. */
function completeContexts({ cluster: { requests, due }, available, completeAt }: Streaming, now: Seconds): void {
  for (let request = 0; request < requests.count; request++) {
    if (requests.phase[request] >= Phase.finished || completeAt.at[request] < Number.POSITIVE_INFINITY) continue
    available.at[request] = requests.promptTokens[request]
    completeAt.at[request] = now
  }
  due.fill(1)
}

function become(own: Streaming, { request, available, kept, isComplete }: Growth, now: Seconds): void {
  const { cluster } = own
  const { requests, instances, due } = cluster
  const home = requests.instance[request]
  const instance = home < 0 ? null : instances[home]
  if (instance) cluster.stretches[home].settle()
  own.available.at[request] = available
  if (isComplete) own.completeAt.at[request] = now
  if (instance === null) return
  due[home] = 1
  if (kept >= requests.computed[request] && !instance.isInFlight(request)) return
  // What is being computed right now is taken back when it is done.
  if (instance.isInFlight(request)) own.replaced.at[request] = 1 + Math.min(kept, takenBackTo(own, request))
  else takeBack(own, instance, request, kept)
}

/** Positions up to which a request is to be taken back already. */
const takenBackTo = ({ replaced }: Streaming, request: RequestId): Tokens =>
  replaced.at[request] > 0 ? replaced.at[request] - 1 : Number.MAX_SAFE_INTEGER

/** The iteration that computed replaced positions has ended. */
function takeBackReplaced(own: Streaming, instance: Instance, request: RequestId): void {
  const kept = own.replaced.at[request] - 1
  own.replaced.at[request] = 0
  if (kept < own.cluster.requests.computed[request]) takeBack(own, instance, request, kept)
}

function takeBack(own: Streaming, instance: Instance, request: RequestId, kept: Tokens): void {
  const { cluster } = own
  const { requests, totals } = cluster
  const lost = requests.computed[request] - kept
  if (lost <= 0) return
  for (const hook of cluster.mechanisms.hooks.cutting) hook(instance, request, kept)
  requests.computed[request] = kept
  totals.tokensRecomputed += lost
  own.counts.tokensReplaced += lost
  instance.state.queuedTokens += lost
  if (requests.phase[request] === Phase.prefill) instance.kv.of(request).cut(request)
}

/**
 * A request's way through the cluster: it arrives, is routed, waits, runs, and ends in one of four ways. Each function is
 * one transition and books it in columns, totals and tracks.
 */
import { priority } from '../../../kernel/priorities.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { RequestId } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import { type Cluster, EventKind } from './cluster.ts'
import type { Instance } from './instance.ts'
import { enterPhase, sweepQueue, takes } from './phases.ts'
import { ArrivalSeries } from './recording.ts'

/** Every request that is due by `now` arrives; the next one is scheduled. */
export function arrive(cluster: Cluster, now: Seconds): void {
  const { workload } = cluster.roles
  if (cluster.totals.arrivalAt <= now) cluster.totals.arrivalAt = Number.POSITIVE_INFINITY
  while (workload.peek() <= now) {
    const request = cluster.memory.addRow()
    workload.take(request)
    admitToCluster(cluster, request, now)
  }
  scheduleArrival(cluster)
  for (const hook of cluster.mechanisms.hooks.arrived) hook(now)
}

/** Puts the next arrival into the event queue, unless an event at least as early is there. */
export function scheduleArrival(cluster: Cluster): void {
  const { totals, queue } = cluster
  const next = cluster.roles.workload.peek()
  // A closed loop may bring the next arrival forward; the later event then finds nobody due, which does no harm.
  if (next >= totals.arrivalAt) return
  totals.arrivalAt = next
  queue.push(next, priority.arrival, EventKind.arrival, 0, 0)
}

function admitToCluster(cluster: Cluster, request: RequestId, now: Seconds): void {
  const { requests, recording, limits, totals, queue } = cluster
  recording.arrivals.value[ArrivalSeries.arrived]++
  recording.arrivals.mark(now)
  takeLane(cluster, request, now)
  requests.prefillTarget[request] = requests.promptTokens[request]
  for (const hook of cluster.mechanisms.hooks.arriving) hook(request)
  const { deadline } = cluster.classes[requests.serviceClass[request]]
  requests.dueBy[request] = Math.min(requests.dueBy[request], requests.arrival[request] + deadline)
  if (requests.promptTokens[request] >= limits.length) {
    end(cluster, request, Phase.rejected, now)
    return
  }
  const room = limits.length - requests.promptTokens[request]
  if (requests.outputTokens[request] > room) {
    requests.outputTokens[request] = room // as real servers do: finish_reason "length"
    totals.truncated++
  }
  if (limits.timeout < Number.POSITIVE_INFINITY) {
    queue.push(now + limits.timeout, priority.cancellation, EventKind.timeout, request, 0)
  }
  const patience = cluster.patience(request)
  if (patience < Number.POSITIVE_INFINITY) {
    queue.push(now + patience, priority.cancellation, EventKind.cancellation, request, 0)
  }
  route(cluster, request, now)
}

/** Sends a request without blocks to an instance, or lets it wait at the gateway. */
export function route(cluster: Cluster, request: RequestId, now: Seconds): void {
  const { alive, instances, requests, limits } = cluster
  const { hooks } = cluster.mechanisms
  alive.now = now
  for (const hook of hooks.routing) hook(request)
  const isGrouped = cluster.pools.some(({ serves }) => serves)
  alive.offered = isGrouped
    ? alive.instances.filter((index) => takes(instances[index], requests.serviceClass[request]))
    : alive.instances
  const chosen = alive.offered.length === 0 ? -1 : cluster.roles.router.route(request, cluster.clusterView)
  if (chosen < 0) {
    for (const hook of hooks.unrouted) hook(request, alive.offered.length, now)
    return
  }
  const instance = instances[chosen]
  // Those who have left are swept out before the next plan; a full queue wants to know now.
  if (instance.waiting.length >= limits.queue && instance.state.waitingLeft === 1) {
    sweepQueue(cluster, instance)
  }
  if (requests.phase[request] === Phase.queued && instance.waiting.length >= limits.queue) {
    end(cluster, request, Phase.rejected, now)
    return
  }
  requests.instance[request] = instance.index
  instance.state.outstanding++
  instance.state.queuedTokens += requests.prefillTarget[request]
  instance.waiting.pushBack(request)
  cluster.due[instance.index] = 1
  for (const hook of hooks.routed) hook(instance, request, now)
}

/** A running request loses its blocks: for good, where no mechanism keeps what was in them. */
export function preempt(cluster: Cluster, instance: Instance, request: RequestId, now: Seconds): void {
  const { requests, totals, recording } = cluster
  const { hooks } = cluster.mechanisms
  for (const hook of hooks.preempting) hook(request)
  totals.preemptions++
  requests.preemptions[request]++
  cluster.preempted.times.push(now)
  cluster.preempted.rows.push(request)
  recording.arrivals.value[ArrivalSeries.preempted]++
  recording.arrivals.mark(now)
  instance.running.remove(request)
  for (const hook of hooks.keeping) if (hook(instance, request, now)) return
  dropKv(cluster, instance, request)
  enterPhase(cluster, request, Phase.preempted, now)
  instance.waiting.pushFront(request)
}

/** Blocks and what was computed in them are gone: prompt and emitted tokens must be computed (again). */
export function dropKv(cluster: Cluster, instance: Instance, request: RequestId): void {
  const { requests, totals } = cluster
  const left = Math.max(0, requests.prefillTarget[request] - requests.computed[request])
  instance.kv.of(request).release(request)
  totals.tokensRecomputed += requests.computed[request]
  requests.computed[request] = 0
  requests.prefillTarget[request] = requests.promptTokens[request] + requests.emitted[request]
  instance.state.queuedTokens += requests.prefillTarget[request] - left
}

/** Finished, rejected, cancelled or timed out: everything the request held is given back. */
export function end(cluster: Cluster, request: RequestId, phase: number, now: Seconds): void {
  const { requests, recording, totals } = cluster
  const before = requests.phase[request]
  const index = requests.instance[request]
  for (const hook of cluster.mechanisms.hooks.ending) hook(request, phase, now)
  if (index >= 0) {
    const instance = cluster.instances[index]
    leaveInstance(cluster, instance, request, before)
  }
  requests.phase[request] = phase
  requests.ended[request] = now
  if (cluster.leaving.at[request] !== 0) {
    cluster.leaving.at[request] = 0 // it finished in the iteration its client did not wait for
    totals.leaving--
  }
  if (phase === Phase.finished) {
    totals.finished++
    recording.arrivals.value[ArrivalSeries.finished]++
  } else {
    if (phase === Phase.rejected) totals.rejected++
    else if (phase === Phase.cancelled) totals.cancelled++
    else totals.timedOut++
    recording.arrivals.value[ArrivalSeries.turnedAway]++
  }
  recording.arrivals.mark(now)
  recording.requests.leave(cluster.lane.at[request], now)
  cluster.lanes.free.push(cluster.lane.at[request])
  cluster.content.forget(request)
  cluster.roles.workload.ended(request, now)
  scheduleArrival(cluster)
}

function leaveInstance(cluster: Cluster, instance: Instance, request: RequestId, phase: number): void {
  const { requests } = cluster
  const { state } = instance
  state.outstanding--
  state.queuedTokens -= Math.max(0, requests.prefillTarget[request] - requests.computed[request])
  if (phase === Phase.prefill || phase === Phase.decode) {
    instance.kv.of(request).release(request)
    instance.running.remove(request)
  } else if (phase !== Phase.transfer) {
    state.waitingLeft = 1
  }
}

/** The server's or the client's patience is at an end. A request inside an iteration leaves when that ends. */
export function giveUp(cluster: Cluster, request: RequestId, phase: number, now: Seconds): void {
  const { requests } = cluster
  if (requests.phase[request] >= Phase.finished) return
  if (phase === Phase.timedOut && requests.emitted[request] > 0) return
  const home = requests.instance[request]
  if (home >= 0 && cluster.instances[home].isInFlight(request)) {
    if (cluster.leaving.at[request] === 0) cluster.totals.leaving++
    cluster.leaving.at[request] = phase
    return
  }
  end(cluster, request, phase, now)
  if (home >= 0) cluster.due[home] = 1
}

/** Requests share lanes of the Gantt: the lowest lane that is free, so that it stays as high as the concurrency. */
function takeLane(cluster: Cluster, request: RequestId, now: Seconds): void {
  const { lanes } = cluster
  const lane = lanes.free.pop() ?? lanes.used++
  cluster.lane.at[request] = lane
  cluster.recording.requests.enter(lane, Phase.queued, now, request)
}

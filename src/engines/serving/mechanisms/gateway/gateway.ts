/**
 * Where requests wait that no instance has taken: every instance is dead, or the router asks instances and all have refused. In the
 * second case it asks again, round after round, in the order of arrival, until one accepts or it is too late.
 *
 * Asking takes time: a round is as long as its questions, so that refusals under load cost what they cost.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { type Cluster, EventKind } from '../../core/cluster.ts'

/** Nobody took the request. */
export function holdBack(cluster: Cluster, request: RequestId, now: Seconds): void {
  const { gateway } = cluster
  gateway.rows.push(request)
  if (gateway.round === Number.POSITIVE_INFINITY) scheduleRound(cluster, now)
}

export function leaveGateway({ gateway }: Cluster, request: RequestId): void {
  if (gateway.rows.includes(request)) gateway.rows = gateway.rows.filter((row) => row !== request)
}

export function scheduleRound(cluster: Cluster, now: Seconds): void {
  const { gateway, roles, queue, alive } = cluster
  const { controllers } = cluster.mechanisms
  const { asks } = roles.router
  if (asks === undefined || alive.instances.length === 0) return
  const questions = gateway.rows.length * alive.instances.length
  const step = asks.interval + questions * asks.question
  // Until something else happens every instance would answer the same: those rounds are left out. Where nothing will, but for controllers
  // that look, rounds go on until it is too late for those who wait; or there is none: they would be refused for ever.
  const next = queue.length > controllers.length ? queue.nextTime : tooLateAt(cluster)
  if (next === Number.POSITIVE_INFINITY) return
  gateway.round = now + Math.max(1, Math.ceil((next - now) / step)) * step
  queue.push(gateway.round, priority.arrival, EventKind.round, 0, 0)
}

/** When the first of those who wait is turned away for being late; Infinity never, as those who have run before. */
function tooLateAt({ gateway, roles, requests }: Cluster): Seconds {
  let first = Number.POSITIVE_INFINITY
  for (const request of gateway.rows) {
    if (requests.phase[request] === Phase.queued) first = Math.min(first, roles.router.asks?.until(request) ?? first)
  }
  return first
}

/** Events at which nothing would happen, and that the clock must not run on to. */

import { Phase } from '../contracts/request.ts'
import { type Cluster, EventKind, LIFE_BITS, OWN_EVENTS } from './cluster.ts'
import { isQuiet } from './control.ts'
import { scheduleArrival } from './lifecycle.ts'

/**
 * Takes out what is next where nothing would happen: a timeout of a request that has ended, an arrival that an earlier one has replaced,
 * the end of an iteration whose instance died, a look at a cluster with nobody in it. Or a drained run would last until its last
 * client's patience ends.
 */
export function dropIdleEvents(cluster: Cluster): void {
  const { queue, totals } = cluster
  while (queue.length > 0) {
    const kind = queue.nextKind
    if (kind === EventKind.iterationEnd && totals.deaths === 0) return // by far the most frequent
    if (!isIdle(cluster, kind)) return
    queue.pop()
    if (kind === EventKind.arrival) {
      if (totals.arrivalAt <= queue.time) totals.arrivalAt = Number.POSITIVE_INFINITY
      scheduleArrival(cluster)
    } else if (kind >= OWN_EVENTS) cluster.mechanisms.events[kind - OWN_EVENTS].skip?.()
  }
}

function isIdle(cluster: Cluster, kind: number): boolean {
  const { queue, requests, roles } = cluster
  switch (kind) {
    case EventKind.timeout:
    case EventKind.cancellation:
      return requests.phase[queue.nextA] >= Phase.finished
    case EventKind.arrival:
      return roles.workload.peek() > queue.nextTime
    case EventKind.control:
      return isQuiet(cluster)
    default:
      if (kind >= OWN_EVENTS) {
        return cluster.mechanisms.events[kind - OWN_EVENTS].isIdle?.(queue.nextA, queue.nextB) ?? false
      }
      return isOfFormerLife(cluster, kind, queue.nextA, queue.nextB)
  }
}

function isOfFormerLife({ instances }: Cluster, kind: number, a: number, b: number): boolean {
  const { iterationEnd, stageFree } = EventKind
  if (kind !== iterationEnd && kind !== stageFree) return false
  return b >> LIFE_BITS !== instances[a].state.life
}

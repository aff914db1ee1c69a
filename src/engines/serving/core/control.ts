/**
 * Controllers: parts of the cluster that look at regular times and act, as load reports, rebalancing and the control of shares do. Each
 * ticks as long as anything else is going on.
 */
import { priority } from '../../../kernel/priorities.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { type Cluster, type Controller, EventKind } from './cluster.ts'

/** One that finds the same as long as nothing happens. */
export const once =
  (act: (cluster: Cluster, now: Seconds) => void): Controller['act'] =>
  (cluster, now) => {
    act(cluster, now)
    return undefined
  }

/** The first tick of every controller. */
export function startControllers(cluster: Cluster): void {
  for (const [index, { interval }] of cluster.controllers.entries()) {
    cluster.queue.push(interval(cluster), priority.control, EventKind.control, index, 0)
  }
}

export function tick(cluster: Cluster, index: number, now: Seconds): void {
  const { controllers, queue } = cluster
  const { interval, act } = controllers[index]
  const next = act(cluster, now)
  // Nothing but other ticks to come: with every instance dead, waiting requests would be looked at for ever.
  if (queue.length < controllers.length) return
  // Else the looks until something happens would find what this one left: the first after that is enough.
  const step = interval(cluster)
  const steps = next === 'again' ? 1 : Math.max(1, Math.ceil((queue.nextTime - now) / step))
  queue.push(now + (steps < Number.POSITIVE_INFINITY ? steps : 1) * step, priority.control, EventKind.control, index, 0)
}

/** Whether no request is inside and none will come: then a tick finds nothing to act on, and the clock must not run on to it. */
export function isQuiet({ totals, requests, roles }: Cluster): boolean {
  const ended = totals.finished + totals.rejected + totals.cancelled + totals.timedOut
  return ended === requests.count && roles.workload.peek() === Number.POSITIVE_INFINITY
}

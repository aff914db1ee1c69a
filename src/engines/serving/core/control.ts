/**
 * Controllers: parts of the cluster that look at regular times and act, as load reports, rebalancing and the control of shares do. Each
 * ticks as long as anything else is going on.
 */
import { priority } from '../../../kernel/priorities.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { type Cluster, EventKind, type Totals } from './cluster.ts'

/** The first tick of every controller. */
export function startControllers({ mechanisms, queue }: Cluster): void {
  for (const [index, { interval }] of mechanisms.controllers.entries()) {
    queue.push(interval(), priority.control, EventKind.control, index, 0)
  }
}

export function tick({ mechanisms, queue }: Cluster, index: number, now: Seconds): void {
  const { controllers } = mechanisms
  const { interval, act } = controllers[index]
  const next = act(now)
  // Nothing but other ticks to come: with every instance dead, waiting requests would be looked at for ever.
  if (queue.length < controllers.length) return
  // Else the looks until something happens would find what this one left: the first after that is enough.
  const step = interval()
  const steps = next === 'again' ? 1 : Math.max(1, Math.ceil((queue.nextTime - now) / step))
  queue.push(now + (steps < Number.POSITIVE_INFINITY ? steps : 1) * step, priority.control, EventKind.control, index, 0)
}

/** Requests that are over, however they ended. */
export const endedOf = ({ finished, rejected, cancelled, timedOut }: Totals): number =>
  finished + rejected + cancelled + timedOut

/** Whether no request is inside and none will come: then a tick finds nothing to act on, and the clock must not run on to it. */
export function isQuiet({ totals, requests, roles }: Cluster): boolean {
  return endedOf(totals) === requests.count && roles.workload.peek() === Number.POSITIVE_INFINITY
}

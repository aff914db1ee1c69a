/** What the document’s events do to a running cluster. A burst is part of the workload; patches need the simulation. */
import type { Seconds } from '../../../kernel/units.ts'
import type { PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import type { Cluster } from './cluster.ts'

/** What is due now. */
export function happen(cluster: Cluster, event: Exclude<ServingEvent, PatchEvent>, now: Seconds): void {
  if (event.kind === 'burst') return
  if (event.kind === 'slow') cluster.instances[event.instance % cluster.instances.length].state.slowdown = event.factor
  cluster.mechanisms.documents.get(event.kind)?.(event, now)
}

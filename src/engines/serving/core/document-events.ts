/** What the document’s events do to a running cluster. A burst is part of the workload; patches need the simulation. */
import type { Seconds } from '../../../kernel/units.ts'
import { kill, restoreInstance } from '../mechanisms/outages/death.ts'
import { noteService } from '../mechanisms/outages/outage.ts'
import type { PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import type { Cluster } from './cluster.ts'

/** What is due now; patches need the simulation. */
export function happen(cluster: Cluster, event: Exclude<ServingEvent, PatchEvent>, now: Seconds): void {
  // A burst is part of the workload.
  if (event.kind !== 'burst') cluster.mechanisms.documents.get(event.kind)?.(event, now)
  if (event.kind === 'slow') slow(cluster, event.instance, event.factor)
  else if (event.kind === 'kill') kill(cluster, event.instance, now)
  else if (event.kind === 'restore') restoreInstance(cluster, event.instance, now)
  if (event.kind === 'kill' || event.kind === 'restore') noteService(cluster, event.key, now)
}

function slow(cluster: Cluster, index: number, factor: number): void {
  cluster.instances[index % cluster.instances.length].state.slowdown = factor
}

/** Since when nobody is left to serve. */
import type { SpanTrack } from '../../../../kernel/tracks.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { StateKey } from '../../core/mechanism.ts'
import type { ServingEvent } from '../../set-up/event-kinds.ts'

export interface Outages {
  readonly cluster: Cluster
  /** Of the document, by time. */
  readonly events: readonly ServingEvent[]
  /** Whether instances change what they do: then any that lives may become what is missing. */
  readonly dutiesChange: boolean
  /** By service class: since when nobody is left to serve it, Infinity while somebody is, and the key of the event, null of a change of duty. */
  readonly lost: { readonly since: Seconds[]; readonly event: (string | null)[] }
}

export const outageState: StateKey<Outages> = { id: 'outages' }

/** State: down. Lane i is instance i, from the moment it is killed until it is restored; only where something is killed. */
export const downTrack: StateKey<SpanTrack> = { id: 'instances' }

/** What goes over the host links. */
import type { Bytes, BytesPerSecond, Seconds } from '../../../../kernel/units.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Swapping {
  readonly cluster: Cluster
  /** Requests moved out, and bytes moved either way. */
  readonly counts: { outs: number; bytes: Bytes }
  /** The host link of an instance. */
  readonly hostBandwidth: BytesPerSecond
  readonly hostLatency: Seconds
  /** KV is back from the host: a = request, b = instance | life << LIFE_BITS. */
  readonly swapIn: Schedule
}

export const swappingState: StateKey<Swapping> = { id: 'swapping' }

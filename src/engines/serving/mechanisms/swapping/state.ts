/** What goes over the host links. */
import type { Bytes, BytesPerSecond, Seconds } from '../../../../kernel/units.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'
import type { WaitingQueue } from '../../requests/waiting-queue.ts'

export interface Swapping {
  readonly cluster: Cluster
  /** Requests moved out, and bytes moved either way. */
  readonly counts: { outs: number; bytes: Bytes }
  /** By instance: victims in host memory, in the order in which they come back. */
  readonly queues: readonly WaitingQueue[]
  /** By instance: requests with KV in host memory, or on the way there or back, its bytes, and those of them on their way back. */
  readonly hosted: Int32Array
  readonly hostBytes: Float64Array
  readonly returning: Int32Array
  /** By instance: the host link is free from then on, and blocks promised to the next iteration are on their way out until then. */
  readonly linkFree: Float64Array // seconds
  readonly roomAt: Float64Array // seconds
  /** The host link of an instance. */
  readonly hostBandwidth: BytesPerSecond
  readonly hostLatency: Seconds
  /** KV is back from the host: a = request, b = instance | life << LIFE_BITS. */
  readonly swapIn: Schedule
}

export const swappingState: StateKey<Swapping> = { id: 'swapping' }

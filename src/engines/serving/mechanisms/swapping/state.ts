/** What goes over the host links. */
import type { Memory } from '../../../../kernel/memory.ts'
import type { Bytes, BytesPerSecond, Seconds } from '../../../../kernel/units.ts'

export interface Swapping {
  /** Requests moved out, and bytes moved either way. */
  readonly counts: { outs: number; bytes: Bytes }
  /** The host link of an instance. */
  readonly hostBandwidth: BytesPerSecond
  readonly hostLatency: Seconds
}

export const createSwapping = (memory: Memory, link: Omit<Swapping, 'counts'>): Swapping => ({
  counts: memory.object({ outs: 0, bytes: 0 }),
  hostBandwidth: link.hostBandwidth,
  hostLatency: link.hostLatency,
})

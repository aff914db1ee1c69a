/** Whose KV waits for a receiver, and whose is on its way where. */
import type { Memory, RequestColumn } from '../../../../kernel/memory.ts'
import type { Bytes, Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'

export interface Handover {
  /** How often KV moved, how much, and from the wait for a receiver's links to the last byte. */
  readonly counts: { transfers: number; bytes: Bytes; time: Seconds }
  /** Requests whose KV waits for a receiver, in order. Replaced on restore. */
  readonly bridge: { rows: RequestId[] }
  /** Where the KV goes, −1 undecided, and the blocks set aside there, −1 none. */
  readonly receiver: RequestColumn<'i32'>
  readonly ticket: RequestColumn<'i32'>
  /** Blocks that the receiver counts as on their way to it. */
  readonly promised: RequestColumn<'i32'>
  /** Goes up with every flight and every withdrawal, so that the end of a former one is known. */
  readonly flight: RequestColumn<'i32'>
}

export function createHandover(memory: Memory): Handover {
  return {
    counts: memory.object({ transfers: 0, bytes: 0, time: 0 }),
    bridge: memory.object({ rows: [] as RequestId[] }),
    receiver: memory.perRequest('i32', -1),
    ticket: memory.perRequest('i32', -1),
    promised: memory.perRequest('i32', 0),
    flight: memory.perRequest('i32', 0),
  }
}

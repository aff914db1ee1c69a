/** Whose KV waits for a receiver, and whose is on its way where. */
import type { RequestColumn } from '../../../kernel/memory.ts'
import type { Bytes, Seconds } from '../../../kernel/units.ts'
import type { RequestId } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Schedule } from '../core/hooks.ts'
import type { StateKey } from '../core/mechanism.ts'

export interface Flights {
  readonly cluster: Cluster
  /** How often KV of a done prompt moved, how much KV in all, and from the wait for a receiver's links to the last byte. */
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
  /** By instance: the links to and from others are free from then on. */
  readonly sendFree: Float64Array // seconds
  readonly receiveFree: Float64Array // seconds
  /** By instance: requests whose KV leaves, or waits to leave; those whose KV is on its way there, and their blocks. */
  readonly sending: Int32Array
  readonly incoming: Int32Array
  readonly incomingBlocks: Int32Array
  /** KV has reached another instance: a = request, b = number of its flight. */
  readonly landing: Schedule
  /** Called when a request is on its way no more, whether it has landed or was called back. */
  readonly over: ((request: RequestId, from: number, to: number) => void)[]
}

export const flightsState: StateKey<Flights> = { id: 'flights' }

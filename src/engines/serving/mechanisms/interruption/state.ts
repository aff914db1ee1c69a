/** Batches that stop at a boundary. */
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Interruption {
  readonly cluster: Cluster
  /** Boundaries that an iteration has. */
  readonly layers: number
  /** Batches stopped at a boundary. */
  readonly counts: { stops: number }
  /** An iteration stops at a boundary: a = instance, b = batch slot | life << LIFE_BITS. */
  readonly stop: Schedule
}

export const interruptionState: StateKey<Interruption> = { id: 'interruption' }

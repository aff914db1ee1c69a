/** What becomes of the instances of a fleet. */
import type { LevelTrack } from '../../../../kernel/tracks.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import type { Duty, FleetControl } from '../../contracts/placement.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'

export interface Fleet {
  readonly cluster: Cluster
  /** Who decides what instances do. */
  readonly control: FleetControl
  /** Instances that serve nobody new and are to change; and changes that got as far as starting. */
  readonly counts: { draining: number; changes: number }
  /** By instance. */
  readonly states: readonly FleetState[]
  /** An instance has started in its duty: a = instance, b = life << LIFE_BITS. */
  readonly ready: Schedule
}

export interface FleetState {
  /** What it is to do once it has drained and started: null nothing. */
  next: Duty | null
  /** Looks in a row that asked for a change. */
  wished: number
  /** Time of iterations, and tokens decoded, since the last look. */
  busy: Seconds
  decoded: Tokens
  /** Time switched off until the last rest began, since the warm-up and in all, and when that was. */
  rested: Seconds
  off: Seconds
  restsSince: Seconds
}

export const fleetState: StateKey<Fleet> = { id: 'fleet' }

/** Series: whole requests, prefill, decode, changing. Instances. */
export const fleetTrack: StateKey<LevelTrack> = { id: 'fleet' }

/** Which copies of requests that go on decoding are under way, and how far they are. */
import type { RequestColumn } from '../../../../kernel/memory.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Schedule } from '../../core/hooks.ts'
import type { StateKey } from '../../core/mechanism.ts'
import type { Flights } from '../../flights/state.ts'

export interface Migration {
  readonly cluster: Cluster
  readonly flights: Flights
  /** Requests that began to move, copies given up, and the time that those who moved stood still. */
  readonly counts: { begun: number; abandoned: number; standstill: Seconds }
  /** Stage of the copy under way, 0 none; and blocks copied so far. */
  readonly stage: RequestColumn<'u8'>
  readonly copied: RequestColumn<'i32'>
  /** Copies from an instance and to it. */
  readonly moving: Int32Array
  /** Requests that stand still as soon as the iteration they are in has ended. Replaced on restore. */
  readonly lastStage: { rows: RequestId[] }
  /** A stage of a copy has ended: a = request, b = number of its flight. */
  readonly stageEnd: Schedule
}

export const migrationState: StateKey<Migration> = { id: 'migration' }

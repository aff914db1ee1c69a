/** Which copies of requests that go on decoding are under way, and how far they are. */
import type { Memory, RequestColumn } from '../../../../kernel/memory.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'

export interface Migration {
  /** Requests that began to move, copies given up, and the time that those who moved stood still. */
  readonly counts: { begun: number; abandoned: number; standstill: Seconds }
  /** Stage of the copy under way, 0 none; and blocks copied so far. */
  readonly stage: RequestColumn<'u8'>
  readonly copied: RequestColumn<'i32'>
  /** Requests that stand still as soon as the iteration they are in has ended. Replaced on restore. */
  readonly lastStage: { rows: RequestId[] }
}

export function createMigration(memory: Memory): Migration {
  return {
    counts: memory.object({ begun: 0, abandoned: 0, standstill: 0 }),
    stage: memory.perRequest('u8', 0),
    copied: memory.perRequest('i32', 0),
    lastStage: memory.object({ rows: [] as RequestId[] }),
  }
}

/**
 * The checkpoints of a run, so that the past can be looked at again: few enough to be no burden, spread over the whole run. When
 * there are too many, every other one goes and the next ones come half as often.
 */
import { type Snapshot, snapshotBytes } from '../../kernel/memory.ts'
import type { Seconds } from '../../kernel/units.ts'

export interface Checkpoint {
  readonly at: Seconds
  /** Patch events that had been applied: a resumed simulation applies them first, then takes the state over. */
  readonly patches: number
  readonly snapshot: Snapshot
}

const MOST_CHECKPOINTS = 16
/** All checkpoints of a run together. */
const CHECKPOINT_BYTES = 24e6

export class Checkpoints {
  private readonly list: Checkpoint[] = []
  /** Iterations between checkpoints. */
  private stride = 32_768
  /** Iterations of the run at which the next one is due. */
  dueAt = 32_768

  /** `iterations` of the run when it was taken. */
  keep(checkpoint: Checkpoint, iterations: number): void {
    const { list } = this
    this.dueAt = iterations + this.stride
    list.push(checkpoint)
    const bytes = list.reduce((sum, { snapshot }) => sum + snapshotBytes(snapshot), 0)
    if (list.length < MOST_CHECKPOINTS && bytes < CHECKPOINT_BYTES) return
    list.splice(0, list.length, ...list.filter((_, index) => index % 2 === 1))
    this.stride *= 2
  }

  /** The one before the nearest: an iteration that covers `at` may have begun before the nearest one. */
  before(at: Seconds): Checkpoint | null {
    const earlier = this.list.filter((checkpoint) => checkpoint.at < at)
    return earlier[earlier.length - 2] ?? null
  }
}

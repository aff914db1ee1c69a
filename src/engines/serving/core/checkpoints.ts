/**
 * The checkpoints of a run, so that the past can be looked at again: few enough to be no burden, spread over the whole run. When
 * there are too many, every other one goes and the next ones come half as often.
 */
import { type Snapshot, snapshotBytes } from '../../../kernel/memory.ts'
import type { Seconds } from '../../../kernel/units.ts'

export interface Checkpoint {
  readonly at: Seconds
  /** Patch events that had been applied: a resumed simulation applies them first, then takes the state over. */
  readonly patches: number
  readonly snapshot: Snapshot
}

const MOST_CHECKPOINTS = 16
/** All checkpoints of a run together. */
const CHECKPOINT_BYTES = 24e6
/** The first is soon: of a run of 2,000 iterations that takes 170 ms, looking back must not mean all of it again. */
const FIRST = 128
/** The next one comes when the run is half as long again, or after so many iterations; more only once every other one has gone. */
const LONGEST = 32_768
/**
 * Bytes that an iteration may cost in copies: the 1.4 MB of a cache of 30,000 blocks every 14,000 iterations, the 140 kB of a small one
 * every 1,400. On the benchmark's yardstick (twelve of 45 kB in 134,718 iterations) copying takes three per cent of the run.
 */
const BYTES_PER_ITERATION = 100

export class Checkpoints {
  private readonly list: Checkpoint[] = []
  /** Least iterations between checkpoints. */
  private stride = FIRST
  /** Iterations of the run at which the next one is due. */
  dueAt = FIRST

  /** `iterations` of the run when it was taken. */
  keep(checkpoint: Checkpoint, iterations: number): void {
    const { list } = this
    list.push(checkpoint)
    const bytes = list.reduce((sum, { snapshot }) => sum + snapshotBytes(snapshot), 0)
    const due = Math.max(iterations / 2, snapshotBytes(checkpoint.snapshot) / BYTES_PER_ITERATION)
    this.stride = Math.max(this.stride, Math.min(LONGEST, due))
    if (list.length >= MOST_CHECKPOINTS || bytes >= CHECKPOINT_BYTES) {
      list.splice(0, list.length, ...list.filter((_, index) => index % 2 === 1))
      this.stride *= 2
    }
    this.dueAt = iterations + this.stride
  }

  /** The one before the nearest: an iteration that covers `at` may have begun before the nearest one. */
  before(at: Seconds): Checkpoint | null {
    const earlier = this.list.filter((checkpoint) => checkpoint.at < at)
    return earlier[earlier.length - 2] ?? null
  }
}

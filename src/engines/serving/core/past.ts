/** A run that can be looked at again: twins of it, which are simulated anew and watched. How far back is for questions/past.ts to say. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from './cluster.ts'
import type { CutListener, IterationListener } from './watching.ts'

export interface Past {
  readonly cluster: Cluster
  readonly now: Seconds
  /** A twin at the beginning of the run, and one that stands before `at`. */
  twinAtStart(): Twin
  twinBefore(at: Seconds): Twin
  /** Where that twin begins. */
  startOf(at: Seconds): Seconds
}

/** A simulation that can be watched. */
export interface Twin {
  readonly cluster: Cluster
  readonly now: Seconds
  advance(until: Seconds, events: number): 'more' | 'done'
  /** Calls before the tokens of each iteration come out, and before one is lost with its instance. */
  watch(onEnd: IterationListener | null, onCut?: CutListener): void
}

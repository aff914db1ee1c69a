/**
 * An operation as threads do it, step by step: between two steps others may come. A step is as much as nobody can see half of, a look at
 * one node, or the change of one node that is held.
 */

/** `step`: others may come. `wait`: a lock is held by somebody else, and the thread goes on once it has it. */
export type Pause = 'step' | 'wait'

export type Steps<T> = Generator<Pause, T, void>

/** Done in no step: nothing is waited for, and nothing costs time of its own. */
export function* atOnce<T>(result: T): Steps<T> {
  yield* [] as Pause[]
  return result
}

/** What a thread is doing, as its lane shows it. */
export const laneStates = ['searching', 'writing', 'waiting', 'starting again'] as const
export type LaneState = (typeof laneStates)[number]

/** One thing that is asked of a structure. */
export interface Operation {
  /** Index into the kinds of its subject: what the table of operations calls it. */
  readonly kind: number
  readonly steps: Steps<unknown>
}

/** What an operation may say of itself while it runs. */
export interface Lane {
  readonly thread: number
  enter(state: LaneState): void
  /** What was seen had changed: the operation starts again from the top. */
  startsAgain(): void
}

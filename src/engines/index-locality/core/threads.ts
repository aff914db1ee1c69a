/**
 * Threads that take turns: whoever is behind in time goes on, by one step, and its clock moves on by what the step cost. Of several that
 * are equally far a keyed draw decides. So a miss of one lets the others by, and a lock makes them wait until it is let go.
 */
import type { Stream } from '../../../kernel/draws.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Lane, LaneState, Operation } from '../contracts/operation.ts'
import type { Arena } from '../memory/arena.ts'
import type { LockTable } from './lock-table.ts'

export interface Ended {
  readonly thread: number
  readonly index: number
  readonly kind: number
  readonly start: Seconds
  readonly end: Seconds
  readonly result: unknown
}

export interface ThreadEvents {
  begin(index: number, lane: Lane): Operation
  ended(one: Ended): void
  /** A lane's state changes; null where the thread has nothing left to do. */
  lane(thread: number, state: LaneState | null, now: Seconds, index: number): void
}

/** Between two steps something is compared and jumped over, whatever it touches. */
const OPERATIONS_OF_A_STEP = 4

class Thread implements Lane {
  clock: Seconds = 0
  operation: Operation | null = null
  index = -1
  start: Seconds = 0
  isWaiting = false
  isRetired = false
  /** What it has come to; booked when its clock is reached, so that ends are in order. */
  result: { readonly value: unknown } | null = null
  state: LaneState = 'searching'
  restarts = 0

  readonly thread: number
  private readonly shows: (thread: Thread, state: LaneState) => void

  constructor(thread: number, shows: (thread: Thread, state: LaneState) => void) {
    this.thread = thread
    this.shows = shows
  }

  enter(state: LaneState): void {
    this.state = state
    this.shows(this, state)
  }

  startsAgain(): void {
    this.restarts++
    this.enter('starting again')
  }
}

export interface ThreadsOptions {
  readonly arena: Arena
  readonly locks: LockTable
  readonly threads: number
  readonly operations: number
  readonly ties: Stream
  readonly events: ThreadEvents
}

export class Threads {
  now: Seconds = 0
  done = 0
  private begun = 0
  private turns = 0
  private readonly all: readonly Thread[]

  private readonly options: ThreadsOptions

  constructor(options: ThreadsOptions) {
    this.options = options
    const { threads, events } = options
    this.all = Array.from(
      { length: threads },
      (_, i) => new Thread(i, (one, state) => events.lane(one.thread, state, this.now, one.index)),
    )
  }

  get isDone(): boolean {
    return this.done === this.options.operations
  }

  get restarts(): number {
    return this.all.reduce((sum, { restarts }) => sum + restarts, 0)
  }

  /** The thread that is furthest behind goes on by one step. */
  step(): void {
    const thread = this.next()
    this.now = Math.max(this.now, thread.clock)
    if (thread.result !== null) this.book(thread, thread.result.value)
    if (thread.operation === null) this.begin(thread)
    if (thread.operation !== null) this.goOn(thread, thread.operation)
  }

  private next(): Thread {
    let chosen: Thread | null = null
    let draw = 0
    for (const one of this.all) {
      if (one.isWaiting || one.isRetired) continue
      if (chosen === null || one.clock < chosen.clock) {
        chosen = one
        draw = -1
      } else if (one.clock === chosen.clock) {
        // Drawn only where there is a tie: the largest draw of those who are equally far.
        if (draw < 0) draw = this.options.ties.at(this.turns, chosen.thread)
        const mine = this.options.ties.at(this.turns, one.thread)
        if (mine > draw) [chosen, draw] = [one, mine]
      }
    }
    this.turns++
    if (chosen === null) {
      const waiting = this.all.filter(({ isWaiting }) => isWaiting).map(({ thread }) => thread)
      throw new InvariantError(`threads ${waiting.join(', ')} wait for each other after ${this.done} operations`)
    }
    return chosen
  }

  private begin(thread: Thread): void {
    const { operations, events, arena } = this.options
    if (this.begun === operations) {
      thread.isRetired = true
      events.lane(thread.thread, null, this.now, -1)
      return
    }
    thread.index = this.begun++
    thread.start = thread.clock
    thread.enter('searching')
    arena.thread = thread.thread
    arena.elapsed = 0
    thread.operation = events.begin(thread.index, thread)
    thread.clock += arena.elapsed
  }

  private goOn(thread: Thread, { steps }: Operation): void {
    const { arena, locks, events } = this.options
    arena.thread = thread.thread
    arena.elapsed = 0
    arena.compute(OPERATIONS_OF_A_STEP)
    const { done, value } = steps.next()
    thread.clock += arena.elapsed
    if (done) thread.result = { value }
    else if (value === 'wait') {
      thread.isWaiting = true
      events.lane(thread.thread, 'waiting', this.now, thread.index)
    }
    for (const freed of locks.freed) {
      const other = this.all[freed]
      other.isWaiting = false
      other.clock = Math.max(other.clock, thread.clock)
      events.lane(freed, other.state, this.now, other.index)
    }
    locks.freed.length = 0
  }

  private book(thread: Thread, result: unknown): void {
    const { index, start, clock: end, operation } = thread
    thread.operation = null
    thread.result = null
    this.done++
    this.options.events.ended({ thread: thread.thread, index, kind: operation?.kind ?? 0, start, end, result })
  }
}

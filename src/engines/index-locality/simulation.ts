/** A run: operations on threads, one step after the other, until the last one has ended. An event is a step. */
import type { Draws } from '../../kernel/draws.ts'
import type { Shared, Simulation, Summary } from '../../kernel/engine.ts'
import type { Recorder } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { created } from '../../schema/choice.ts'
import { laneStates } from './contracts/operation.ts'
import type { Subject, SubjectContext } from './contracts/subject.ts'
import { Books } from './core/books.ts'
import type { LocalityRun } from './core/locality-run.ts'
import { LockTable } from './core/lock-table.ts'
import { openRecording } from './core/recording.ts'
import { type Ended, Threads } from './core/threads.ts'
import { Arena } from './memory/arena.ts'
import { Hierarchy, sources } from './memory/hierarchy.ts'
import { summarise } from './metrics/summary.ts'
import { answersOf } from './questions/answers.ts'
import { subjects } from './roles/subject/index.ts'
import { hierarchyOf } from './set-up/hierarchy-of.ts'
import type { LocalitySetup } from './set-up/schema.ts'

/** More cores than any subject may have threads: each of them has caches of its own. */
const MOST_THREADS = 16

interface RunContext {
  readonly draws: Draws
  readonly recorder: Recorder
  readonly shared?: Shared
}

export class LocalitySimulation implements Simulation, LocalityRun {
  readonly arena: Arena
  readonly subject: Subject
  readonly threads: Threads
  readonly books: Books
  readonly answers = answersOf(this)
  private readonly recording
  private readonly lastFound = new Float64Array(sources.length)

  readonly setup: LocalitySetup

  constructor(setup: LocalitySetup, { draws, recorder, shared }: RunContext) {
    this.setup = setup
    const figures = hierarchyOf(setup)
    const caches = new Hierarchy(figures, MOST_THREADS)
    this.arena = new Arena({ ...figures, caches })
    const { arena } = this
    const locks = new LockTable(arena)
    this.recording = openRecording(recorder)
    this.subject = created<SubjectContext, Subject>(subjects, setup.subject, {
      ...{ memory: arena, locks, draws, recorder },
      ...(shared && { shared }),
    })
    const { subject, recording } = this
    this.threads = new Threads({
      ...{ arena, locks, threads: subject.threads, operations: subject.operations },
      ties: draws.stream('ties'),
      events: {
        begin: (index, lane) => subject.begin(index, lane),
        ended: (one) => this.ended(one),
        lane(thread, state, now, index) {
          if (state === null) recording.lanes.leave(thread, now)
          else recording.lanes.enter(thread, laneStates.indexOf(state), now, index)
        },
      },
    })
    const { threads } = this
    this.books = new Books(subject.operations, Math.floor(setup.warmUp * subject.operations), arena.found, {
      get waits() {
        return locks.waits
      },
      get restarts() {
        return threads.restarts
      },
    })
  }

  get now(): Seconds {
    return this.threads.now
  }

  get share(): number {
    return this.threads.done / this.subject.operations
  }

  advance(until: Seconds, events: number): 'more' | 'done' {
    const { threads, arena } = this
    // Only what threads do is counted: who looks at the run between two steps reads the same cells.
    arena.isCounting = true
    for (let left = events; left > 0 && !threads.isDone && threads.now <= until; left--) threads.step()
    arena.isCounting = false
    return threads.isDone ? 'done' : 'more'
  }

  summary(): Summary {
    return summarise(this)
  }

  private ended({ index, start, end, result }: Ended): void {
    const { threads, books, recording, arena, subject, lastFound } = this
    books.ended(threads.done, end - start, end)
    for (let source = 0; source < sources.length; source++)
      recording.lines.value[source] += arena.found[source] - lastFound[source]
    lastFound.set(arena.found)
    recording.lines.mark(end)
    recording.operations.value[0]++
    recording.operations.mark(end)
    recording.latency.value[0] = end - start
    recording.latency.mark(end)
    subject.ended?.(index, result, end)
  }
}

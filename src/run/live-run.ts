/**
 * The arms of a document, simulated side by side in slices, while charts ask for windows. Arms advance together in
 * simulated time, so that what is on the screen can be compared from the first moment on.
 */

import type { Engine, Summary } from '../kernel/engine.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import { answerOf, type Named } from '../kernel/question.ts'
import { atOnce, type Steps } from '../kernel/steps.ts'
import type { TrackInfo, TrackReader, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { Dataset } from '../traces/dataset.ts'
import type { ReadyArm } from './complete.ts'
import { NO_SUPPLIES, type Supplies } from './files.ts'
import { type ArmRun, startingArm } from './simulate.ts'
import { Stride } from './stride.ts'

/** Which part of which track a chart shows. */
export interface WindowRequest {
  readonly arm: string
  readonly track: string
  readonly t0: Seconds
  readonly t1: Seconds
  readonly pixels: number
}

/** Most events between two looks at the clock: arms shall stay side by side, and an event may stand for some equal iterations. */
const MOST_EVENTS = 128

export class LiveRun {
  private readonly arms: readonly ArmRun[]
  private readonly open: Set<ArmRun>
  private readonly stride = new Stride(MOST_EVENTS)
  private handled = 0
  private worked = 0
  private replayed: {
    readonly arm: ArmRun
    readonly t0: Seconds
    readonly t1: Seconds
    readonly reader: TrackReader | null
  } | null = null

  private constructor(arms: readonly ArmRun[]) {
    this.arms = arms
    this.open = new Set(arms)
  }

  static start(
    engine: Engine,
    ready: readonly ReadyArm[],
    data: Readonly<Record<string, Dataset>>,
    supplies: Supplies = NO_SUPPLIES,
  ): Result<LiveRun> {
    return atOnce(LiveRun.starting(engine, ready, data, supplies))
  }

  /** The same in steps, arm by arm. */
  static *starting(
    engine: Engine,
    ready: readonly ReadyArm[],
    data: Readonly<Record<string, Dataset>>,
    supplies: Supplies = NO_SUPPLIES,
  ): Steps<Result<LiveRun>> {
    const arms: ArmRun[] = []
    for (const arm of ready) {
      const steps = startingArm(engine, arm, data, supplies)
      let step = steps.next()
      for (; !step.done; step = steps.next()) yield (arms.length + step.value) / ready.length
      const started = step.value
      if (!started.ok) return failure(...started.problems.map((problem) => inArm(problem, arm.key, ready.length)))
      arms.push(started.value)
    }
    return success(new LiveRun(arms))
  }

  /** Simulates until `clock` (milliseconds) says that `budget` of them have passed, or everything is done. */
  advance(budget: number, clock: () => number): 'more' | 'done' {
    const began = clock()
    const deadline = began + budget
    let looked = began
    while (this.open.size > 0 && looked < deadline) {
      const arm = this.furthestBehind()
      const { events } = this.stride
      if (arm.simulation.advance(Number.POSITIVE_INFINITY, events) === 'done') this.open.delete(arm)
      arm.recorder.close(arm.simulation.now)
      this.handled += events
      const now = clock()
      this.stride.adapt(now - looked)
      looked = now
    }
    this.worked += clock() - began
    return this.open.size > 0 ? 'more' : 'done'
  }

  /** Milliseconds of the clock that the simulations have taken, rests left out. */
  get busy(): number {
    return this.worked
  }

  /** Simulated time that every arm has reached, or the latest end when all are done. */
  get simulated(): Seconds {
    const open = [...this.open]
    return open.length > 0 ? Math.min(...open.map(({ simulation }) => simulation.now)) : this.extent
  }

  /** Latest simulated time of any arm. */
  get extent(): Seconds {
    return Math.max(0, ...this.arms.map(({ simulation }) => simulation.now))
  }

  get share(): number {
    return Math.min(...this.arms.map((arm) => (this.open.has(arm) ? arm.simulation.share : 1)))
  }

  /** Events handled so far, all arms. */
  get events(): number {
    return this.handled
  }

  tracks(): Record<string, readonly TrackInfo[]> {
    return Object.fromEntries(this.arms.map(({ key, recorder }) => [key, recorder.tracks]))
  }

  summaries(): Record<string, Summary> {
    return Object.fromEntries(this.arms.map(({ key, simulation }) => [key, simulation.summary()]))
  }

  windows(requests: readonly WindowRequest[]): (TrackWindow | null)[] {
    return requests.map((request) => {
      const arm = this.arm(request.arm)
      if (!arm) return null
      const { track, t0, t1, pixels } = request
      const kept = arm.recorder.window(track, t0, t1, pixels)
      return kept && this.isWorthReplaying(arm, kept, request) ? (this.sharp(arm, request) ?? kept) : kept
    })
  }

  /** While rows still stream a replay would be stale at once; and of the whole run a coarse picture is the right one. */
  private isWorthReplaying(arm: ArmRun, kept: TrackWindow, request: WindowRequest): boolean {
    if (this.open.has(arm) || request.t1 - request.t0 > arm.simulation.now / 2) return false
    return isCoarse(kept, request)
  }

  /** The same window out of a replay. Charts ask for many tracks of one range: the last replay is kept. */
  private sharp(arm: ArmRun, { track, t0, t1, pixels }: WindowRequest): TrackWindow | null {
    const { replayed } = this
    if (replayed === null || replayed.arm !== arm || replayed.t0 !== t0 || replayed.t1 !== t1) {
      this.replayed = { arm, t0, t1, reader: arm.simulation.replay?.(t0, t1) ?? null }
    }
    return this.replayed?.reader?.window(track, t0, t1, pixels) ?? null
  }

  /** What the run of an arm answers; null for an arm that is not there, and where its engine has no answer. */
  ask<Arguments extends readonly unknown[], Answer>(
    arm: string,
    question: Named<Arguments, Answer>,
    ...args: Arguments
  ): Answer | null {
    const asked = this.arm(arm)
    return asked === undefined ? null : answerOf(asked.simulation.answers, question, ...args)
  }

  private arm(key: string): ArmRun | undefined {
    return this.arms.find((arm) => arm.key === key)
  }

  private furthestBehind(): ArmRun {
    let behind: ArmRun | null = null
    for (const arm of this.open) if (behind === null || arm.simulation.now < behind.simulation.now) behind = arm
    return behind as ArmRun
  }
}

/** Rows were folded and the range has fewer of them than pixels: what was dropped would be seen. */
function isCoarse(window: TrackWindow, { t0, t1, pixels }: WindowRequest): boolean {
  if (window.fold === 1 || window.kind === 'span') return false
  return window.length * ((t1 - t0) / (window.until - window.from)) < pixels / 2
}

/** Of several arms the message says which one it is about. */
export const inArm = <P extends { readonly message: string }>(problem: P, arm: string, arms: number): P =>
  arms > 1 ? { ...problem, message: `Arm ${arm.toUpperCase()}: ${problem.message}` } : problem

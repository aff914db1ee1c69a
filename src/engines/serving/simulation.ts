/**
 * A running serving simulation: the event loop over a Cluster, and what `run` asks of it. Handlers are in lifecycle,
 * iteration and document-events; this file only says who is called when.
 */
import type { Explanation, Simulation, Summary } from '../../kernel/engine.ts'
import { priority } from '../../kernel/priorities.ts'
import { InvariantError } from '../../kernel/problem.ts'
import { createRecorder } from '../../kernel/recorder.ts'
import type { TrackReader } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import { writeVidur } from '../../traces/formats/vidur.ts'
import type { AcceptanceBreakdown, Landmark, LandmarkKind, RequestTable } from '../asked.ts'
import type { BlameReport, BlockMap, RooflinePoints } from './asked.ts'
import { Phase } from './contracts/request.ts'
import type { BatchState } from './core/batch.ts'
import { type Checkpoint, Checkpoints } from './core/checkpoints.ts'
import { type Cluster, EventKind, LIFE_BITS, SLOT } from './core/cluster.ts'
import { startControllers, tick } from './core/control.ts'
import { happen } from './core/document-events.ts'
import { dropIdleEvents } from './core/idle-events.ts'
import { startIteration } from './core/iteration.ts'
import { endIteration } from './core/iteration-end.ts'
import { joinRecording } from './core/join-recording.ts'
import { arrive, giveUp, scheduleArrival } from './core/lifecycle.ts'
import { endDrains, endLoad } from './mechanisms/fleet/fleet.ts'
import { askAgain } from './mechanisms/gateway/ask-again.ts'
import { endTransfer, startTransfers } from './mechanisms/handover/handover.ts'
import { stopBatch } from './mechanisms/interruption/interruption.ts'
import { endStage, standStill } from './mechanisms/migration/migration.ts'
import { grow } from './mechanisms/streaming-contexts/growth.ts'
import { endSwapIn } from './mechanisms/swapping/swapping.ts'
import { requestsCsv } from './metrics/requests-csv.ts'
import { summarise } from './metrics/summary.ts'
import { acceptanceBreakdown } from './questions/acceptance-breakdown.ts'
import { answersOf } from './questions/answers.ts'
import { blameOfRequest, blameOfRun } from './questions/blame.ts'
import { blockMap } from './questions/block-map.ts'
import { chromeTrace } from './questions/chrome-trace.ts'
import { explainRange } from './questions/explain/range.ts'
import { explainRequest } from './questions/explain/request.ts'
import { landmarkOf } from './questions/landmarks.ts'
import {
  type CutListener,
  cutShort,
  explainAt,
  goTo,
  type IterationListener,
  iterationEnd,
} from './questions/look-again.ts'
import { requestTable } from './questions/requests-table.ts'
import { pointsFrom, rooflineOf, samplingTimes } from './questions/roofline.ts'
import type { ServingEvent } from './set-up/event-kinds.ts'

export interface SimulationOptions {
  readonly cluster: Cluster
  readonly events: readonly ServingEvent[]
  /** Applies the n-th patch event's change of roles. */
  readonly applyPatch: (cluster: Cluster, event: Extract<ServingEvent, { kind: 'patch' }>) => void
  /** A fresh simulation of the same experiment that records nowhere: for looking again at what is past. */
  readonly twin: () => ServingSimulation
}

export class ServingSimulation implements Simulation {
  readonly cluster: Cluster
  private readonly options: SimulationOptions
  private readonly clock: Cluster['pace']
  private readonly checkpoints = new Checkpoints()
  private isSaving = true
  /** Every request before this row has ended. */
  private firstLiving = 0
  private onIterationEnd: IterationListener | null = null
  private onCut: CutListener | null = null
  readonly answers = answersOf(this)

  constructor(options: SimulationOptions) {
    this.options = options
    this.cluster = options.cluster
    this.clock = options.cluster.pace
    const { queue } = this.cluster
    options.events.forEach((event, index) => {
      if (event.kind !== 'burst') queue.push(event.at, priority.document, EventKind.document, index, 0)
    })
    scheduleArrival(this.cluster)
    startControllers(this.cluster)
  }

  get now(): Seconds {
    return this.clock.now
  }

  get share(): number {
    const { horizon, totals, roles, requests } = this.cluster
    const byTime = horizon < Number.POSITIVE_INFINITY ? this.now / horizon : 0
    const ended = totals.finished + totals.rejected + totals.cancelled + totals.timedOut
    const byCount = ended / Math.max(requests.count, roles.workload.expected, 1)
    return Math.min(1, Math.max(byTime, byCount))
  }

  advance(until: Seconds, events: number): 'more' | 'done' {
    const { cluster, clock } = this
    const { queue, horizon, totals } = cluster
    // Whoever watches iterations end needs an event for each.
    clock.until = this.onIterationEnd ? Number.NEGATIVE_INFINITY : Math.min(until, horizon)
    let left = events
    while (left-- > 0) {
      const next = queue.nextTime
      if (next > horizon) {
        clock.now = Math.max(clock.now, Math.min(horizon, next === Number.POSITIVE_INFINITY ? clock.now : horizon))
        totals.stopped = 1
        this.settle()
        return 'done'
      }
      if (next === Number.POSITIVE_INFINITY) {
        totals.stopped = 1
        this.settle()
        return 'done'
      }
      if (next > until) break
      queue.pop()
      clock.now = queue.time
      cluster.alive.now = queue.time
      if (queue.kind !== EventKind.iterationEnd) this.settle()
      this.handle(queue.kind, queue.a, queue.b)
      dropIdleEvents(this.cluster)
      // Plans come last at their time: a decision sees everything that was freed or arrived with it.
      if (queue.nextTime !== clock.now) this.plan()
      if (this.isSaving && totals.iterations >= this.checkpoints.dueAt) this.save()
    }
    this.settle()
    return 'more'
  }

  /** Starts the iterations that are due; again where equal ones ran meanwhile and moved the clock. */
  private plan(): void {
    const { cluster, clock } = this
    const { instances, due, queue, handover, migration, totals } = cluster
    if (totals.draining > 0) endDrains(cluster, clock.now)
    if (migration.lastStage.rows.length > 0) standStill(cluster, clock.now)
    if (handover.bridge.rows.length > 0) startTransfers(cluster, clock.now)
    do {
      clock.again = false
      for (let i = 0; i < instances.length; i++) {
        if (due[i] === 0) continue
        due[i] = 0
        startIteration(cluster, instances[i], clock.now)
      }
      if (!clock.again) return
      cluster.alive.now = clock.now
      due[0] = 1
      dropIdleEvents(this.cluster)
    } while (queue.nextTime !== clock.now)
  }

  /** Brings columns up to date: from here on anybody may read or change them. */
  private settle(): void {
    for (const stretch of this.cluster.stretches) stretch.settle()
  }

  checkpoint(): Checkpoint {
    return { at: this.now, patches: this.clock.patches, snapshot: this.cluster.memory.snapshot() }
  }

  restore(checkpoint: unknown, settled?: ServingSimulation): void {
    const { patches, snapshot } = checkpoint as Checkpoint
    for (const event of this.options.events) {
      if (event.kind === 'patch' && this.clock.patches < patches) this.patch(event)
    }
    if (this.clock.patches !== patches)
      throw new InvariantError(`checkpoint has ${patches} patches, this run ${this.clock.patches}`)
    this.cluster.memory.restore(snapshot, settled?.cluster.memory)
    for (const stretch of this.cluster.stretches) stretch.forget()
  }

  explain(at: Seconds): Explanation | null {
    return explainAt(() => this.twinBefore(at), at)
  }

  explainRequest(request: number): Explanation | null {
    const { requests } = this.cluster
    if (!(request >= 0 && request < requests.count)) return null
    const from = requests.arrival[request]
    const end = Number.isNaN(requests.ended[request]) ? this.now : requests.ended[request]
    // Unlike a moment, a request may have lasted for most of the run.
    if (this.iterationsBetween(from, end) > MOST_REPLAYED) return null
    return explainRequest(this.twinBefore(from), this.cluster, request, this.now)
  }

  explainRange(from: Seconds, until: Seconds): Explanation | null {
    const end = Math.min(until, this.now)
    if (!(from < end) || this.iterationsBetween(from, end) > MOST_REPLAYED) return null
    return explainRange(this.twinBefore(from), this.cluster, from, end)
  }

  /** Of a stretch and the way to it: iterations are spread over time more or less evenly. */
  private iterationsBetween(from: Seconds, until: Seconds): number {
    const start = this.checkpoints.before(from)?.at ?? 0
    return this.cluster.totals.iterations * ((Math.min(until, this.now) - start) / Math.max(this.now, 1e-9))
  }

  /** Calls `onEnd` before the tokens of each iteration come out, `onCut` before one is lost; null for nobody. */
  watch(onEnd: IterationListener | null, onCut: CutListener | null = null): void {
    this.onIterationEnd = onEnd
    this.onCut = onCut
  }

  /** A twin that stands before `at`. */
  private twinBefore(at: Seconds): ServingSimulation {
    const twin = this.options.twin()
    twin.isSaving = false
    const from = this.checkpoints.before(at)
    if (from) twin.restore(from, this)
    return twin
  }

  replay(from: Seconds, until: Seconds): TrackReader | null {
    if (from >= this.now || this.iterationsBetween(from, until) > MOST_REPLAYED) return null
    const recorder = createRecorder()
    const twin = this.twinBefore(from)
    const { cluster } = twin
    // The way to the window is not recorded: its rows would be folded to make room.
    while (cluster.queue.nextTime < from && twin.advance(from, 64) === 'more');
    joinRecording(cluster, recorder, twin.now)
    while (cluster.queue.nextTime <= until && twin.advance(until, 1024) === 'more');
    recorder.close(Math.min(until, this.now))
    return recorder
  }

  summary(): Summary {
    return summarise(this.cluster, this.now)
  }

  landmark(kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null {
    if (kind !== 'iteration' && kind !== 'token') return landmarkOf(this.cluster, kind, at, direction)
    const found = iterationEnd(this.twinBefore(at), kind, at, direction)
    return found !== null && found <= this.now ? { at: found, kind, request: -1 } : null
  }

  requests(): RequestTable {
    return requestTable(this.cluster)
  }

  blocks(at: Seconds, instance: number): BlockMap | null {
    if (at < 0 || at > this.now || this.cluster.instances[instance] === undefined) return null
    const twin = this.twinBefore(at)
    goTo(twin, at)
    return blockMap(twin.cluster, instance, at)
  }

  roofline(from: Seconds, until: Seconds, instance: number, most: number): RooflinePoints | null {
    if (from >= Math.min(until, this.now) || this.cluster.instances[instance] === undefined) return null
    const { iterations } = this.cluster.totals
    const begins = samplingTimes({ from, until: Math.min(until, this.now), end: this.now, iterations })
    const sample = begins.map((begin) => pointsFrom(this.twinBefore(begin.from), instance, begin))
    return rooflineOf(this.cluster, instance, sample, most)
  }

  blame(request: number | null): BlameReport | null {
    const { requests, totals } = this.cluster
    if (request === null) {
      if (totals.iterations > MOST_WATCHED) return null
      const twin = this.options.twin()
      twin.isSaving = false
      return blameOfRun(twin, this.cluster, this.now)
    }
    if (!(request >= 0 && request < requests.count)) return null
    const from = requests.arrival[request]
    const end = Number.isNaN(requests.ended[request]) ? this.now : requests.ended[request]
    if (this.iterationsBetween(from, end) > MOST_REPLAYED) return null
    return blameOfRequest(this.twinBefore(from), request, end)
  }

  acceptance(): AcceptanceBreakdown | null {
    return acceptanceBreakdown(this.cluster)
  }

  chromeTrace(about: Readonly<Record<string, string>>): string {
    const twin = this.options.twin()
    twin.isSaving = false
    return chromeTrace(twin, { until: this.now, iterations: this.cluster.totals.iterations }, about)
  }

  vidurCsv(): string {
    const { count, arrival, promptTokens, outputTokens } = this.cluster.requests
    return writeVidur({ length: count, arrival, promptTokens, outputTokens })
  }

  requestsCsv(): string {
    return requestsCsv(this.cluster)
  }

  private handle(kind: number, a: number, b: number): void {
    const { cluster } = this
    const { now } = this.clock
    switch (kind) {
      case EventKind.iterationEnd: {
        const instance = cluster.instances[a]
        if (b >> LIFE_BITS !== instance.state.life) return
        if (instance.stoppable && isOutdated(instance.batches[b & SLOT].state, now)) return
        if (this.onIterationEnd) {
          this.settle()
          this.onIterationEnd(a, b & SLOT)
        }
        endIteration(cluster, instance, b & SLOT, now)
        return
      }
      case EventKind.arrival:
        arrive(cluster, now)
        return
      case EventKind.stageFree:
        if (b >> LIFE_BITS === cluster.instances[a].state.life) cluster.due[a] = 1
        return
      case EventKind.swapIn: {
        const instance = cluster.instances[b & SLOT]
        if (b >> LIFE_BITS === instance.state.life) endSwapIn(cluster, instance, a, now)
        return
      }
      case EventKind.transferEnd:
        endTransfer(cluster, a, b, now)
        return
      case EventKind.stageEnd:
        endStage(cluster, a, b, now)
        return
      case EventKind.growth:
        grow(cluster, now)
        return
      case EventKind.ready:
        if (b >> LIFE_BITS === cluster.instances[a].state.life) endLoad(cluster, cluster.instances[a], now)
        return
      case EventKind.control:
        tick(cluster, a, now)
        return
      case EventKind.round:
        askAgain(cluster, now)
        return
      case EventKind.stop: {
        const instance = cluster.instances[a]
        if (b >> LIFE_BITS === instance.state.life) stopBatch(cluster, instance, b & SLOT, now)
        return
      }
      case EventKind.timeout:
        giveUp(cluster, a, Phase.timedOut, now)
        return
      case EventKind.cancellation:
        giveUp(cluster, a, Phase.cancelled, now)
        return
      case EventKind.document:
        this.happen(this.options.events[a])
        return
      default:
        throw new InvariantError(`event of unknown kind ${kind} at ${now} s`)
    }
  }

  private happen(event: ServingEvent): void {
    const { cluster } = this
    if (event.kind === 'kill' && this.onCut) {
      cutShort(cluster, event.instance % cluster.instances.length, this.now, this.onCut)
    }
    if (event.kind !== 'patch') happen(cluster, event, this.now)
    else {
      this.patch(event)
      scheduleArrival(cluster)
      cluster.due.fill(1)
    }
  }

  private patch(event: Extract<ServingEvent, { kind: 'patch' }>): void {
    this.options.applyPatch(this.cluster, event)
    this.clock.patches++
  }

  /** Requests that have ended stay as they are: only rows from the first living one on are copied. */
  private save(): void {
    this.settle()
    const { memory, requests } = this.cluster
    while (this.firstLiving < requests.count && requests.phase[this.firstLiving] >= Phase.finished) this.firstLiving++
    const snapshot = memory.snapshot(this.firstLiving)
    this.checkpoints.keep({ at: this.now, patches: this.clock.patches, snapshot }, this.cluster.totals.iterations)
  }
}

/** Whether the batch was stopped since its end was announced, and ends later. */
const isOutdated = ({ inFlight, end }: BatchState, now: Seconds): boolean => !inFlight || end !== now

/** A replay of this many iterations takes about 50 ms: what a person waits for a sharp picture. */
const MOST_REPLAYED = 60_000
/** Iterations of a run that is watched from its beginning: some seconds. */
const MOST_WATCHED = 400_000

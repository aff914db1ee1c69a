/**
 * The event loop over a Cluster: what is due is handled, then instances plan. Handlers are in lifecycle, iteration and document-events, and
 * in the mechanisms; this file only says who is called when, and keeps the checkpoints from which the past can be looked at again.
 */
import { priority } from '../../../kernel/priorities.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { Phase } from '../contracts/request.ts'
import type { PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import type { BatchState } from './batch.ts'
import { type Checkpoint, Checkpoints } from './checkpoints.ts'
import { type Cluster, EventKind, LIFE_BITS, OWN_EVENTS, SLOT } from './cluster.ts'
import { endedOf, startControllers, tick } from './control.ts'
import { happen } from './document-events.ts'
import { dropIdleEvents } from './idle-events.ts'
import { startIteration } from './iteration.ts'
import { endIteration } from './iteration-end.ts'
import { arrive, giveUp, scheduleArrival } from './lifecycle.ts'
import { type CutListener, cutShort, type IterationListener } from './watching.ts'

export interface LoopOptions {
  readonly cluster: Cluster
  readonly events: readonly ServingEvent[]
  /** Applies the n-th patch event's change of roles. */
  readonly applyPatch: (cluster: Cluster, event: PatchEvent) => void
}

export class EventLoop {
  readonly cluster: Cluster
  /** For looking at the past; a twin saves none. */
  readonly checkpoints = new Checkpoints()
  isSaving = true
  private readonly events: readonly ServingEvent[]
  private readonly applyPatch: LoopOptions['applyPatch']
  private readonly clock: Cluster['pace']
  /** Every request before this row has ended. */
  private firstLiving = 0
  private onIterationEnd: IterationListener | null = null
  private onCut: CutListener | null = null

  constructor({ cluster, events, applyPatch }: LoopOptions) {
    this.cluster = cluster
    this.events = events
    this.applyPatch = applyPatch
    this.clock = cluster.pace
    events.forEach((event, index) => {
      if (event.kind !== 'burst') cluster.queue.push(event.at, priority.document, EventKind.document, index, 0)
    })
    scheduleArrival(cluster)
    startControllers(cluster)
  }

  get now(): Seconds {
    return this.clock.now
  }

  get share(): number {
    const { horizon, totals, roles, requests } = this.cluster
    const byTime = horizon < Number.POSITIVE_INFINITY ? this.now / horizon : 0
    const byCount = endedOf(totals) / Math.max(requests.count, roles.workload.expected, 1)
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
      if (next > horizon || next === Number.POSITIVE_INFINITY) {
        if (next < Number.POSITIVE_INFINITY) clock.now = Math.max(clock.now, horizon)
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
    const { instances, due, queue } = cluster
    for (const hook of cluster.mechanisms.hooks.planning) hook(clock.now)
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

  restore(checkpoint: unknown, settled?: EventLoop): void {
    const { patches, snapshot } = checkpoint as Checkpoint
    for (const event of this.events) {
      if (event.kind === 'patch' && this.clock.patches < patches) this.patch(event)
    }
    if (this.clock.patches !== patches)
      throw new InvariantError(`checkpoint has ${patches} patches, this run ${this.clock.patches}`)
    this.cluster.memory.restore(snapshot, settled?.cluster.memory)
    for (const stretch of this.cluster.stretches) stretch.forget()
  }

  /** Calls `onEnd` before the tokens of each iteration come out, `onCut` before one is lost; null for nobody. */
  watch(onEnd: IterationListener | null, onCut: CutListener | null = null): void {
    this.onIterationEnd = onEnd
    this.onCut = onCut
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
      case EventKind.control:
        tick(cluster, a, now)
        return
      case EventKind.timeout:
        giveUp(cluster, a, Phase.timedOut, now)
        return
      case EventKind.cancellation:
        giveUp(cluster, a, Phase.cancelled, now)
        return
      case EventKind.document:
        this.happen(this.events[a])
        return
      default:
        if (kind < OWN_EVENTS) throw new InvariantError(`event of unknown kind ${kind} at ${now} s`)
        cluster.mechanisms.events[kind - OWN_EVENTS].handle(a, b, now)
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

  private patch(event: PatchEvent): void {
    this.applyPatch(this.cluster, event)
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

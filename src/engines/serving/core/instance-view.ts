/** The scheduler's window on one instance: who runs, who waits, what is free, for the batch to fill. */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { Contexts } from '../contracts/contexts.ts'
import type { KvView } from '../contracts/kv.ts'
import { Lane } from '../contracts/placement.ts'
import type { RequestId, RequestList, VisibleRequests } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import type { SchedulerView } from '../contracts/scheduler.ts'
import type { Requests } from '../requests/requests.ts'
import type { Batch } from './batch.ts'
import type { Instance } from './instance.ts'

function listOf(): RequestList & { readonly rows: RequestId[] } {
  const rows: RequestId[] = []
  return {
    rows,
    get length() {
      return rows.length
    },
    at: (index) => rows[index],
  }
}

/** On lanes who is in a batch under way is in the other phase: there is nobody to leave out. */
const NOBODY: ReadonlySet<RequestId> = new Set()

function requestsIn(batches: readonly Batch[]): ReadonlySet<RequestId> {
  const busy = new Set<RequestId>()
  for (const { state, stream, piece, isOpen } of batches) {
    if (!isOpen) continue
    for (let i = 0; i < state.streams; i++) busy.add(stream[i])
    for (let i = 0; i < state.pieces; i++) busy.add(piece[i])
  }
  return busy
}

const nobody: RequestList = { length: 0, at: () => -1 }

/** One object an instance; `prepare` points it at the batch to fill. */
export class InstanceView implements SchedulerView {
  now: Seconds = 0
  batch: Batch
  freeSlots = 0
  running: RequestList
  readonly requests: VisibleRequests
  waiting: RequestList
  readonly kv: KvView
  private readonly eligible = listOf()
  private readonly ready = listOf()
  /** Whether contexts stream in: then some who wait may have nothing to compute. */
  private readonly hasStreams: () => boolean
  private readonly isVictimFirst: () => boolean
  /** Whether room is for who comes back. */
  private readonly isHeld: () => boolean
  private readonly instance: Instance
  private readonly rows: Requests
  private readonly contexts: Contexts
  private readonly onPreempt: (victim: RequestId) => void
  private readonly priorities: readonly number[]
  private lane: Lane | null = null
  /** Who of the waiting ones may join; null for all. */
  offered: RequestList | null = null

  constructor(options: {
    readonly instance: Instance
    readonly requests: Requests
    readonly visible: VisibleRequests
    readonly contexts: Contexts
    readonly priorities: readonly number[]
    readonly onPreempt: (victim: RequestId) => void
    readonly victimsFirst: () => boolean
    readonly hasStreams: () => boolean
    readonly isHeld: () => boolean
  }) {
    const { instance } = options
    this.instance = instance
    this.rows = options.requests
    this.requests = options.visible
    this.contexts = options.contexts
    this.priorities = options.priorities
    this.onPreempt = options.onPreempt
    this.batch = instance.batches[0]
    this.hasStreams = options.hasStreams
    this.isHeld = options.isHeld
    this.isVictimFirst = options.victimsFirst
    this.waiting = instance.waiting
    // One rank needs no detour: the hot path asks its cache directly.
    this.kv = instance.kv.ranks.length === 1 ? instance.kv.ranks[0] : instance.kv
    this.running = instance.batches.length === 1 ? instance.running : this.eligible
  }

  /** `lane`: only prompts, or only answers, where they run side by side. */
  prepare(batch: Batch, now: Seconds, lane: Lane | null = null): void {
    const { instance } = this
    this.batch = batch
    this.now = now
    this.lane = lane
    const waiting = this.hasStreams() ? this.listReady() : instance.waiting
    this.waiting = lane === Lane.decode ? nobody : (this.offered ?? waiting)
    const cap = instance.maxRunning
    this.freeSlots = this.isHeld() ? 0 : Math.max(0, cap - instance.running.length)
    if (instance.batches.length > 1) this.listEligible()
    if (instance.pipeline > 1) {
      // Each batch in flight gets its share of the cap, or the first would take everyone and leave the stages empty.
      const share = Math.ceil(cap / instance.pipeline) - this.eligible.length
      this.freeSlots = Math.max(0, Math.min(this.freeSlots, share))
    }
  }

  get victimsFirst(): boolean {
    return this.isVictimFirst()
  }

  promptLeft(request: RequestId): Tokens {
    const { computed, phase } = this.rows
    const left = this.contexts.known(request) - computed[request]
    return phase[request] === Phase.prefill ? left : left - this.instance.kv.of(request).cachedTokens(request)
  }

  preempt(victim: RequestId): void {
    this.onPreempt(victim)
    if (this.instance.batches.length > 1) this.listEligible()
  }

  isVictimInFlight(request: RequestId, givesWay: (other: RequestId, isLater: boolean) => boolean): boolean {
    const { instance } = this
    if (instance.pipeline === 1) return false
    const { running, kv } = instance
    let isLater = false
    for (let i = 0; i < running.length; i++) {
      const other = running.at(i)
      if (other === request) isLater = true
      else if (givesWay(other, isLater) && kv.areTogether(other, request) && instance.isInFlight(other)) return true
    }
    return false
  }

  priority(request: RequestId): number {
    return this.priorities[this.rows.serviceClass[request]]
  }

  /** Those of the waiting ones of whom anything is known to compute. */
  private listReady(): RequestList {
    const { rows } = this.ready
    const { waiting } = this.instance
    rows.length = 0
    for (let i = 0; i < waiting.length; i++) if (this.promptLeft(waiting.at(i)) > 0) rows.push(waiting.at(i))
    return this.ready
  }

  private listEligible(): void {
    const { rows } = this.eligible
    const { running, batches } = this.instance
    const { phase } = this.rows
    const busy = this.lane === null ? requestsIn(batches) : NOBODY
    rows.length = 0
    for (let i = 0; i < running.length; i++) {
      const request = running.at(i)
      const isHere = this.lane === null || (phase[request] === Phase.decode) === (this.lane === Lane.decode)
      if (isHere && !busy.has(request)) rows.push(request)
    }
  }
}

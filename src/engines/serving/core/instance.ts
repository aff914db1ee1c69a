/**
 * One copy of the model on tensor × pipeline × data accelerators: its queues, its KV, its batches in flight (one a pipeline
 * stage), and the view its scheduler plans with.
 */
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Bytes, Seconds, Tokens } from '../../../kernel/units.ts'
import type { KvView } from '../contracts/kv.ts'
import type { KvRead } from '../contracts/kv-read.ts'
import { type Duty, Lane, type Pool, Standing } from '../contracts/placement.ts'
import type { RequestId, RequestList, VisibleRequests } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import type { SchedulerView } from '../contracts/scheduler.ts'
import type { RankedKv } from '../kv/ranked-kv.ts'
import type { Requests } from '../requests/requests.ts'
import { RunningList } from '../requests/running-list.ts'
import { WaitingQueue } from '../requests/waiting-queue.ts'
import { Batch } from './batch.ts'

export interface InstanceState {
  alive: boolean
  /** Iterations take this many times as long (a document event). */
  slowdown: number
  /** Requests routed here that have not ended. */
  outstanding: number
  /** Prompt tokens still to compute of requests routed here. */
  queuedTokens: Tokens
  /** First pipeline stage is free from here on. */
  stageFree: Seconds
  /** The batch before leaves the last stage then: batches keep their order. */
  lastEnd: Seconds
  /** The links to and from other instances are free from here on. */
  sendFree: Seconds
  receiveFree: Seconds
  /** Requests whose KV is on its way here, and their blocks. */
  incoming: number
  incomingBlocks: number
  /** Requests whose KV leaves, or waits to leave, for another instance. */
  sending: number
  /** Live migrations from here and to here. */
  moving: number
  /** What it does. */
  duty: Duty
  standing: Standing
  /** Up to when the busy time of the run is booked. */
  busyUntil: Seconds
  /** Time of iterations, and tokens decoded, since a controller last looked. */
  busy: Seconds
  decoded: Tokens
  /** Host link is free from here on; requests with KV in host memory, or on the way there or back, and its bytes. */
  linkFree: Seconds
  hosted: number
  hostBytes: Bytes
  /** Requests on their way back from the host. */
  returning: number
  /** Blocks promised to the next iteration are still on their way out until here. */
  roomAt: Seconds
  /** Goes up when the instance dies, so that events of its former life are known. */
  life: number
  /** Someone in the waiting queue has left it. */
  waitingLeft: number
  /** Most tokens ever in used blocks. */
  kvPeak: Tokens
}

export interface InstanceOptions {
  readonly index: number
  readonly memory: Memory
  readonly requests: Requests
  readonly kv: RankedKv
  readonly rankOf: RequestColumn<'u8'>
  readonly pool: Pool
  /** Batches that may be begun and stopped at a boundary, beside the one that runs; 0 where none ever is. */
  readonly stoppable: number
  readonly maxRunning: number
  readonly unread: () => KvRead['unread']
}

export class Instance {
  readonly index: number
  readonly kv: RankedKv
  readonly waiting: WaitingQueue
  readonly swapped: WaitingQueue
  readonly running: RunningList
  readonly batches: readonly Batch[]
  readonly state: InstanceState
  readonly pool: Pool
  readonly pipeline: number
  /** Whether a batch may stop before its end. */
  readonly stoppable: boolean
  readonly maxRunning: number

  constructor(options: InstanceOptions) {
    const { memory, requests, maxRunning, pool } = options
    this.stoppable = options.stoppable > 0
    this.index = options.index
    this.kv = options.kv
    this.pool = pool
    this.pipeline = pool.pipeline
    this.maxRunning = maxRunning
    this.waiting = new WaitingQueue(memory)
    this.swapped = new WaitingQueue(memory)
    // Requests coming back from the host join beyond the cap of admissions.
    this.running = new RunningList(memory, maxRunning * 2 + 1)
    this.batches = Array.from(
      { length: pool.partition ? 2 : pool.pipeline + options.stoppable },
      () =>
        new Batch(memory, {
          requests,
          capacity: maxRunning * 2 + 1,
          ranks: options.kv.ranks.length,
          rankOf: options.rankOf,
          unread: options.unread,
        }),
    )
    this.state = memory.object<InstanceState>({
      alive: true,
      slowdown: 1,
      outstanding: 0,
      queuedTokens: 0,
      stageFree: 0,
      lastEnd: 0,
      sendFree: 0,
      receiveFree: 0,
      incoming: 0,
      incomingBlocks: 0,
      sending: 0,
      moving: 0,
      duty: options.pool.duty,
      standing: Standing.works,
      busyUntil: 0,
      busy: 0,
      decoded: 0,
      linkFree: 0,
      hosted: 0,
      hostBytes: 0,
      returning: 0,
      roomAt: 0,
      life: 0,
      waitingLeft: 0,
      kvPeak: 0,
    })
  }

  /** A batch that may be filled, or null: as many are in flight as there are pipeline stages, or all are stopped. */
  idleBatch(): Batch | null {
    if (this.batches.length === 1) return this.batches[0].state.inFlight ? null : this.batches[0]
    let idle: Batch | null = null
    let flying = 0
    for (const batch of this.batches) {
      if (batch.state.inFlight) flying++
      else if (batch.state.remaining === 0) idle ??= batch
    }
    return flying < this.pipeline ? idle : null
  }

  /** Whether the request is in a batch whose iteration has not ended. */
  isInFlight(request: RequestId): boolean {
    for (const batch of this.batches) if (batch.isOpen && batch.has(request)) return true
    return false
  }

  get isIdle(): boolean {
    for (const batch of this.batches) if (batch.isOpen) return false
    return true
  }
}

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

const nobody: RequestList = { length: 0, at: () => -1 }

/** The scheduler's window on one instance. One object an instance; `prepare` points it at the batch to fill. */
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
  private readonly instance: Instance
  private readonly rows: Requests
  private readonly onPreempt: (victim: RequestId) => void
  private readonly priorities: readonly number[]
  private lane: Lane | null = null

  constructor(options: {
    readonly instance: Instance
    readonly requests: Requests
    readonly visible: VisibleRequests
    readonly priorities: readonly number[]
    readonly onPreempt: (victim: RequestId) => void
    readonly victimsFirst: () => boolean
    readonly hasStreams: () => boolean
  }) {
    const { instance } = options
    this.instance = instance
    this.rows = options.requests
    this.requests = options.visible
    this.priorities = options.priorities
    this.onPreempt = options.onPreempt
    this.batch = instance.batches[0]
    this.hasStreams = options.hasStreams
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
    this.waiting = lane === Lane.decode ? nobody : this.hasStreams() ? this.listReady() : instance.waiting
    // While swapped requests wait to come back nobody new is admitted, or they might never find room (vLLM v0).
    const cap = instance.maxRunning
    this.freeSlots = instance.swapped.length > 0 ? 0 : Math.max(0, cap - instance.running.length)
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
    const { available, emitted, prefillTarget, computed, phase } = this.rows
    const left = Math.min(prefillTarget[request], available[request] + emitted[request]) - computed[request]
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
    const busy = new Set<RequestId>()
    for (const { state, stream, piece, isOpen } of batches) {
      if (!isOpen) continue
      for (let i = 0; i < state.streams; i++) busy.add(stream[i])
      for (let i = 0; i < state.pieces; i++) busy.add(piece[i])
    }
    rows.length = 0
    for (let i = 0; i < running.length; i++) {
      const request = running.at(i)
      const isHere = this.lane === null || (phase[request] === Phase.decode) === (this.lane === Lane.decode)
      if (isHere && !busy.has(request)) rows.push(request)
    }
  }
}

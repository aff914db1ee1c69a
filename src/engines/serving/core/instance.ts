/**
 * One copy of the model on tensor × pipeline × data accelerators: its queues, its KV, its batches in flight (one a pipeline
 * stage).
 */
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { KvRead } from '../contracts/kv-read.ts'
import { type Duty, type Pool, Standing } from '../contracts/placement.ts'
import type { RequestId } from '../contracts/request.ts'
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
  /** What it does. */
  duty: Duty
  standing: Standing
  /** Up to when the busy time of the run is booked. */
  busyUntil: Seconds
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
    // Who comes back joins beyond the cap of admissions.
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
      duty: options.pool.duty,
      standing: Standing.works,
      busyUntil: 0,
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

/**
 * Requests as columns: a request is its row number. Identity, lengths, phase and times only; anything an algorithm wants
 * to remember is its own column (`context.perRequest`).
 */
import type { Memory } from '../../kernel/memory.ts'

export type RequestId = number

/** Values of `requests.phase`. */
export const Phase = {
  /** Arrived, no KV block yet. */
  queued: 0,
  prefill: 1,
  decode: 2,
  /** Lost its blocks; its tokens must be computed again. */
  preempted: 3,
  /** Its blocks are in host memory, or on the way there or back. */
  swapped: 4,
  /** Its prompt is done here and its KV waits for, or is on, the link to where it decodes. */
  transfer: 5,
  /** Its instance died with its KV: its tokens must be computed again, as soon as somebody takes it. */
  killed: 6,
  finished: 7,
  /** Turned away: queue full, longer than the limit or the cache. */
  rejected: 8,
  /** The client went away. */
  cancelled: 9,
  /** The server gave up on it. */
  timedOut: 10,
} as const

/** Whether a request in this phase waits for its first blocks, or for its first ones again. */
export const isWaiting = (phase: number): boolean =>
  phase === Phase.queued || phase === Phase.preempted || phase === Phase.killed

/** Phases as shown: track states in the order of the values above. */
export const phaseNames = [
  'queued',
  'prefill',
  'decode',
  'preempted',
  'swapped',
  'transfer',
  'killed',
  'finished',
  'rejected',
  'cancelled',
  'timed out',
] as const

/** Sorted by arrival (row order). Times are seconds of simulated time, NaN while they have not happened. */
export class Requests {
  /** Instance it is routed to, −1 before. */
  instance!: Int32Array
  phase!: Uint8Array
  /** Service class: index into the set-up's classes. */
  serviceClass!: Uint8Array
  promptTokens!: Int32Array
  /** True output length. Schedulers must not read it: see `view.ts`. */
  outputTokens!: Int32Array
  /** Tokens emitted so far. */
  emitted!: Int32Array
  /** Positions whose KV is in the cache (prefix hits included). */
  computed!: Int32Array
  /** Positions to compute before the next token comes: the prompt, or after a recompute prompt + emitted. */
  prefillTarget!: Int32Array
  /** Tokens its next decode iteration processes: 1, or 1 + draft length. Set by the decoder. */
  decodeTokens!: Int32Array
  arrival!: Float64Array
  firstToken!: Float64Array
  lastToken!: Float64Array
  /** Finished, rejected, cancelled or timed out at. */
  ended!: Float64Array
  /** Largest gap between two of its tokens. */
  largestGap!: Float64Array
  /** Prompt tokens that the prefix cache had when it was first admitted. */
  cachedTokens!: Int32Array
  /** Times it lost its blocks. */
  preemptions!: Int32Array
  /** Prompt positions processed for it, those after a preemption again. */
  prefilled!: Int32Array
  /** When its whole answer is due, Infinity where nobody says. */
  dueBy!: Float64Array
  /** Prompt positions that are known so far, and when the last of them came: of a context that streams in, later than its arrival. */
  available!: Int32Array
  contextAt!: Float64Array
  /** The conversation or program that it is a call of, −1 for none. */
  program!: Int32Array

  private readonly memory: Memory

  constructor(memory: Memory) {
    this.memory = memory
    memory.column('i32', -1, (at) => {
      this.instance = at
    })
    memory.column('u8', Phase.queued, (at) => {
      this.phase = at
    })
    memory.column('u8', 0, (at) => {
      this.serviceClass = at
    })
    memory.column('i32', 0, (at) => {
      this.promptTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.outputTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.emitted = at
    })
    memory.column('i32', 0, (at) => {
      this.computed = at
    })
    memory.column('i32', 0, (at) => {
      this.prefillTarget = at
    })
    memory.column('i32', 1, (at) => {
      this.decodeTokens = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.arrival = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.firstToken = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.lastToken = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.ended = at
    })
    memory.column('f64', 0, (at) => {
      this.largestGap = at
    })
    memory.column('i32', 0, (at) => {
      this.cachedTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.preemptions = at
    })
    memory.column('i32', 0, (at) => {
      this.prefilled = at
    })
    memory.column('f64', Number.POSITIVE_INFINITY, (at) => {
      this.dueBy = at
    })
    memory.column('i32', 0, (at) => {
      this.available = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.contextAt = at
    })
    memory.column('i32', -1, (at) => {
      this.program = at
    })
  }

  get count(): number {
    return this.memory.rows
  }
}

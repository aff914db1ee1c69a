/** A request is a row number. What it is in the middle of, and the columns that algorithms see of it. */

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
export interface VisibleRequests {
  /** Requests that have arrived: rows. */
  readonly count: number
  /** Instance it is routed to, −1 before. */
  readonly instance: Int32Array
  readonly phase: Uint8Array
  /** Service class: index into the set-up's classes. */
  readonly serviceClass: Uint8Array
  readonly promptTokens: Int32Array
  /** True output length. No server knows it: reading it throws in who has not declared it in `sees`. */
  readonly outputTokens: Int32Array
  /** Tokens emitted so far. */
  readonly emitted: Int32Array
  /** Positions whose KV is in the cache (prefix hits included). */
  readonly computed: Int32Array
  /** Positions to compute before the next token comes: the prompt, or after a recompute prompt + emitted. */
  readonly prefillTarget: Int32Array
  /** Tokens its next decode iteration processes: 1, or 1 + draft length. Set by the decoder. */
  readonly decodeTokens: Int32Array
  readonly arrival: Float64Array
  readonly firstToken: Float64Array
  readonly lastToken: Float64Array
  /** Finished, rejected, cancelled or timed out at. */
  readonly ended: Float64Array
  /** Largest gap between two of its tokens. */
  readonly largestGap: Float64Array
  /** Prompt tokens that the prefix cache had when it was first admitted. */
  readonly cachedTokens: Int32Array
  /** Times it lost its blocks. */
  readonly preemptions: Int32Array
  /** Prompt positions processed for it, those after a preemption again. */
  readonly prefilled: Int32Array
  /** When its whole answer is due, Infinity where nobody says. */
  readonly dueBy: Float64Array
}

export interface RequestList {
  readonly length: number
  at(index: number): RequestId
}

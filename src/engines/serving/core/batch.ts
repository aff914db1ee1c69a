/**
 * What one iteration of an instance processes: streams that decode and pieces of prompts, in two lists, since what ends an
 * iteration asks different things of them. Their work is summed once, when the batch is closed.
 * One object per pipeline slot, reused. With several data-parallel ranks the sums are those of the most loaded rank,
 * since ranks march in step and wait for it.
 */
import type { Memory } from '../../../kernel/memory.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { KvRead } from '../contracts/kv-read.ts'
import type { RequestId } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import type { BatchBuilder } from '../contracts/scheduler.ts'
import { createWork, type Work } from '../cost/work.ts'
import type { Requests } from '../requests/requests.ts'

export interface BatchState {
  /** Entries of the two lists. */
  streams: number
  pieces: number
  /** Tokens of streams: their number, and more where drafts are verified. */
  decodeTokens: number
  prefillTokens: number
  /** Pieces of requests that had no blocks before this batch. */
  admitted: number
  start: Seconds
  end: Seconds
  inFlight: boolean
  /** Time left of an iteration that was stopped at a boundary, 0 of others. */
  remaining: Seconds
  /** Time of the whole iteration, and the boundary at which it is to stop, 0 none. */
  whole: Seconds
  stopAt: Seconds
  /** `changes` of the running list when it was launched. */
  members: number
}

export class Batch implements BatchBuilder {
  /** Request and tokens of entry i. */
  readonly stream: Int32Array
  readonly streamTokens: Int32Array
  readonly piece: Int32Array
  readonly pieceTokens: Int32Array
  readonly state: BatchState
  readonly work: Work = createWork()
  private readonly requests: Requests
  private readonly rankOf: { readonly at: Uint8Array }
  private readonly ranks: number
  private readonly unread: () => KvRead['unread']

  constructor(
    memory: Memory,
    options: {
      readonly requests: Requests
      readonly capacity: number
      readonly ranks: number
      readonly rankOf: { readonly at: Uint8Array }
      /** How much streams need not read, as things stand. */
      readonly unread: () => KvRead['unread']
    },
  ) {
    this.requests = options.requests
    this.rankOf = options.rankOf
    this.ranks = options.ranks
    this.unread = options.unread
    this.stream = memory.array('i32', options.capacity)
    this.streamTokens = memory.array('i32', options.capacity)
    this.piece = memory.array('i32', options.capacity)
    this.pieceTokens = memory.array('i32', options.capacity)
    this.state = memory.object({
      streams: 0,
      pieces: 0,
      decodeTokens: 0,
      prefillTokens: 0,
      admitted: 0,
      start: 0,
      end: 0,
      inFlight: false,
      remaining: 0,
      whole: 0,
      stopAt: 0,
      members: 0,
    })
  }

  /** Begun and not ended. */
  get isOpen(): boolean {
    return this.state.inFlight || this.state.remaining > 0
  }
  get tokens(): number {
    return this.state.decodeTokens + this.state.prefillTokens
  }
  get length(): number {
    return this.state.streams + this.state.pieces
  }

  has(request: RequestId): boolean {
    const { state } = this
    for (let i = 0; i < state.streams; i++) if (this.stream[i] === request) return true
    for (let i = 0; i < state.pieces; i++) if (this.piece[i] === request) return true
    return false
  }

  open(): void {
    const { state } = this
    state.streams = 0
    state.pieces = 0
    state.decodeTokens = 0
    state.prefillTokens = 0
    state.admitted = 0
  }

  add(request: RequestId, tokens: number): void {
    if (tokens <= 0) return // a prompt of which no more is known yet
    const { state } = this
    const phase = this.requests.phase[request]
    if (phase === Phase.decode) {
      this.addStream(request, tokens)
      return
    }
    if (phase !== Phase.prefill) state.admitted++
    const at = state.pieces++
    this.piece[at] = request
    this.pieceTokens[at] = tokens
    state.prefillTokens += tokens
  }

  addStream(request: RequestId, tokens: number): void {
    const { state } = this
    const at = state.streams++
    this.stream[at] = request
    this.streamTokens[at] = tokens
    state.decodeTokens += tokens
  }

  /** Drafts are in the batch: streams have more tokens than one each. */
  get verifies(): boolean {
    return this.state.decodeTokens > this.state.streams
  }

  /** Sums the entries into `work`. The gate has still to fill `work.experts`. */
  close(): Work {
    const { work, state } = this
    this.sumRank(0)
    const unread = this.unread()
    if (unread !== null) work.decodeContext -= unread(this.stream, state.streams)
    work.tokens = this.tokens
    work.draftPasses = this.verifies ? this.longestDraft() : 0
    work.draftTokens = state.decodeTokens - state.streams
    if (this.ranks === 1) return work
    const peak = { ...work }
    for (let rank = 1; rank < this.ranks; rank++) {
      this.sumRank(rank)
      for (const term of rankTerms) peak[term] = Math.max(peak[term], work[term])
    }
    for (const term of rankTerms) work[term] = peak[term]
    return work
  }

  private longestDraft(): number {
    let longest = 0
    for (let i = 0; i < this.state.streams; i++) longest = Math.max(longest, this.streamTokens[i] - 1)
    return longest
  }

  /** The terms of one rank's entries; all entries where there is one rank. */
  private sumRank(rank: number): void {
    const { work, state, stream, streamTokens, piece, pieceTokens, ranks } = this
    const { computed, prefillTarget } = this.requests
    const rankOf = this.rankOf.at
    let sequences = 0
    let context = 0
    let pairs = 0
    let tokens = 0
    if (ranks === 1 && !this.verifies) {
      // The hot path: every stream has one token, all are on one rank.
      const { streams } = state
      for (let i = 0; i < streams; i++) context += computed[stream[i]]
      sequences = streams
      pairs = context
      tokens = streams
    } else {
      for (let i = 0; i < state.streams; i++) {
        if (ranks > 1 && rankOf[stream[i]] !== rank) continue
        const cached = computed[stream[i]]
        sequences++
        context += cached
        pairs += streamTokens[i] * cached
        tokens += streamTokens[i]
      }
    }
    work.decodeSequences = sequences
    work.decodeContext = context
    work.decodePairs = pairs
    let logitRows = tokens
    let prefillSequences = 0
    let prefillPairs = 0
    let prefillContext = 0
    for (let i = 0; i < state.pieces; i++) {
      const request = piece[i]
      if (ranks > 1 && rankOf[request] !== rank) continue
      const n = pieceTokens[i]
      const cached = computed[request]
      tokens += n
      prefillSequences++
      prefillPairs += n * (cached + (n + 1) / 2)
      prefillContext += cached + n
      if (cached + n >= prefillTarget[request]) logitRows++
    }
    work.peakTokens = tokens
    work.logitRows = logitRows
    work.prefillSequences = prefillSequences
    work.prefillPairs = prefillPairs
    work.prefillContext = prefillContext
  }
}

/** Terms that are those of the most loaded rank. */
const rankTerms = [
  'peakTokens',
  'logitRows',
  'decodeSequences',
  'decodeContext',
  'decodePairs',
  'prefillSequences',
  'prefillPairs',
  'prefillContext',
] as const

/**
 * What one iteration of an instance processes: (request, tokens) pairs, and their work summed while they are added.
 * One object per pipeline slot, reused. With several data-parallel ranks the sums are those of the most loaded rank,
 * since ranks march in step and wait for it.
 */
import type { Memory } from '../../kernel/memory.ts'
import type { Seconds } from '../../kernel/units.ts'
import { createWork, type Work } from './cost/work.ts'
import { Phase, type Requests } from './requests.ts'
import type { BatchBuilder, RequestId } from './roles.ts'

/** Sums by rank, in columns: they become `Work` when the batch is closed. */
interface RankSums {
  readonly tokens: Float64Array
  readonly logitRows: Float64Array
  readonly decodeSequences: Float64Array
  readonly decodeContext: Float64Array
  readonly decodePairs: Float64Array
  readonly prefillSequences: Float64Array
  readonly prefillPairs: Float64Array
  readonly prefillContext: Float64Array
}

export interface BatchState {
  length: number
  tokens: number
  decodeTokens: number
  draftTokens: number
  longestDraft: number
  start: Seconds
  end: Seconds
  inFlight: boolean
}

export class Batch implements BatchBuilder {
  readonly request: Int32Array
  readonly count: Int32Array
  readonly state: BatchState
  readonly work: Work = createWork()
  private readonly requests: Requests
  private readonly rankOf: { readonly at: Uint8Array }
  private readonly ranks: number
  private readonly sums: RankSums

  constructor(
    memory: Memory,
    options: {
      readonly requests: Requests
      readonly capacity: number
      readonly ranks: number
      readonly rankOf: { readonly at: Uint8Array }
    },
  ) {
    this.requests = options.requests
    this.rankOf = options.rankOf
    this.ranks = options.ranks
    this.request = memory.array('i32', options.capacity)
    this.count = memory.array('i32', options.capacity)
    this.state = memory.object({
      length: 0,
      tokens: 0,
      decodeTokens: 0,
      draftTokens: 0,
      longestDraft: 0,
      start: 0,
      end: 0,
      inFlight: false,
    })
    const column = () => new Float64Array(options.ranks)
    this.sums = {
      tokens: column(),
      logitRows: column(),
      decodeSequences: column(),
      decodeContext: column(),
      decodePairs: column(),
      prefillSequences: column(),
      prefillPairs: column(),
      prefillContext: column(),
    }
  }

  get tokens(): number {
    return this.state.tokens
  }
  get length(): number {
    return this.state.length
  }

  has(request: RequestId): boolean {
    return this.request.subarray(0, this.state.length).includes(request)
  }

  open(): void {
    const { state, sums } = this
    state.length = 0
    state.tokens = 0
    state.decodeTokens = 0
    state.draftTokens = 0
    state.longestDraft = 0
    sums.tokens.fill(0)
    sums.logitRows.fill(0)
    sums.decodeSequences.fill(0)
    sums.decodeContext.fill(0)
    sums.decodePairs.fill(0)
    sums.prefillSequences.fill(0)
    sums.prefillPairs.fill(0)
    sums.prefillContext.fill(0)
  }

  add(request: RequestId, tokens: number): void {
    const { state, sums, requests } = this
    const rank = this.ranks === 1 ? 0 : this.rankOf.at[request]
    const cached = requests.computed[request]
    const at = state.length++
    this.request[at] = request
    this.count[at] = tokens
    state.tokens += tokens
    sums.tokens[rank] += tokens
    if (requests.phase[request] === Phase.decode) {
      state.decodeTokens += tokens
      state.draftTokens += tokens - 1
      if (tokens - 1 > state.longestDraft) state.longestDraft = tokens - 1
      sums.decodeSequences[rank]++
      sums.decodeContext[rank] += cached
      sums.decodePairs[rank] += tokens * cached
      sums.logitRows[rank] += tokens
    } else {
      sums.prefillSequences[rank]++
      sums.prefillPairs[rank] += tokens * (cached + (tokens + 1) / 2)
      sums.prefillContext[rank] += cached + tokens
      if (cached + tokens >= requests.prefillTarget[request]) sums.logitRows[rank]++
    }
  }

  /** Sums become `work`. The gate has still to fill `work.experts`. */
  close(): Work {
    const { work, sums, state } = this
    work.tokens = state.tokens
    work.peakTokens = peak(sums.tokens)
    work.logitRows = peak(sums.logitRows)
    work.decodeSequences = peak(sums.decodeSequences)
    work.decodeContext = peak(sums.decodeContext)
    work.decodePairs = peak(sums.decodePairs)
    work.prefillSequences = peak(sums.prefillSequences)
    work.prefillPairs = peak(sums.prefillPairs)
    work.prefillContext = peak(sums.prefillContext)
    work.draftPasses = state.longestDraft
    work.draftTokens = state.draftTokens
    return work
  }
}

function peak(column: Float64Array): number {
  let most = column[0]
  for (let rank = 1; rank < column.length; rank++) if (column[rank] > most) most = column[rank]
  return most
}

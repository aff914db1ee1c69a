/**
 * The work of one iteration, summed over its batch: what roles describe and `cost/` turns into time. One object an
 * instance, reused. Token counts are those of the whole instance; `peak` ones of its most loaded data-parallel rank.
 */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { ExpertWork } from '../contracts/gate.ts'

export interface Work {
  /** Positions through the linear layers. */
  tokens: Tokens
  /** Of the most loaded data-parallel rank; equals `tokens` when there is one rank. */
  peakTokens: Tokens
  /** Rows that need logits (sequences that emit, and every drafted position). Most loaded rank. */
  logitRows: number
  /** Sequences in decode. Most loaded rank. */
  decodeSequences: number
  /** Σ cached positions read by decode attention (once a sequence and iteration). Most loaded rank. */
  decodeContext: Tokens
  /** Σ queries × cached positions of decoding sequences (more than decodeContext when drafts are verified). */
  decodePairs: number
  /** Prompt pieces in the batch. */
  prefillSequences: number
  /** Σ over pieces of n × (c + (n + 1) / 2): query–key pairs of a piece of n tokens over c cached ones (causal). */
  prefillPairs: number
  /** Σ over pieces of c + n: cached positions read by prefill attention. */
  prefillContext: Tokens
  /** One-token passes of the draft model in sequence (the longest draft), and draft tokens in all. */
  draftPasses: number
  draftTokens: Tokens
  /** What finding blocks takes before anything is launched; 0 where that costs nothing. */
  lookUpTime: Seconds
  /** Filled by the gate for mixtures of experts, by represented layer (`layers` of them). */
  readonly experts: ExpertWork
}

/** Fills `work` with one piece of a prompt: `tokens` positions over `cached` ones. */
export function onePiece(work: Work, tokens: Tokens, cached: Tokens): Work {
  work.tokens = tokens
  work.peakTokens = tokens
  work.logitRows = 1
  work.prefillSequences = 1
  work.prefillPairs = tokens * (cached + (tokens + 1) / 2)
  work.prefillContext = cached + tokens
  return work
}

/** Fills `work` with `streams` that decode, each over `context` positions. */
export function fullBatch(work: Work, streams: number, context: Tokens): Work {
  work.tokens = streams
  work.peakTokens = streams
  work.logitRows = streams
  work.decodeSequences = streams
  work.decodeContext = streams * context
  work.decodePairs = streams * context
  return work
}

/** More represented layers than this are never simulated: Int32 grids of 64 × 512 cells are the most a page can show. */
export const MOST_EXPERT_LAYERS = 64

export function createWork(): Work {
  return {
    tokens: 0,
    peakTokens: 0,
    logitRows: 0,
    decodeSequences: 0,
    decodeContext: 0,
    decodePairs: 0,
    prefillSequences: 0,
    prefillPairs: 0,
    prefillContext: 0,
    draftPasses: 0,
    draftTokens: 0,
    lookUpTime: 0,
    experts: {
      layers: 0,
      unique: new Float64Array(MOST_EXPERT_LAYERS),
      peakUnique: new Float64Array(MOST_EXPERT_LAYERS),
      peakPairs: new Float64Array(MOST_EXPERT_LAYERS),
    },
  }
}

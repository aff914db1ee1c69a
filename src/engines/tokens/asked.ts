/** What a run of real tokens can be asked beside what every engine knows. */
import { defineQuestion, LOOKING_AGAIN } from '../../kernel/question.ts'
import type { Seconds } from '../../kernel/units.ts'

/** Which experts tokens of a domain went to. */
export interface ExpertDomains {
  readonly layers: number
  readonly experts: number
  /** Experts of a token. */
  readonly active: number
  /** (layers, experts) tokens of the domain. */
  readonly domains: readonly { readonly domain: string; readonly tokens: Float64Array }[]
  /** By layer: bits that the expert of a token tells about the domain of its text. */
  readonly information: readonly number[]
}

/** A text as it was written, token by token. */
export interface WrittenText {
  readonly domain: string
  readonly prompt: readonly string[]
  readonly answer: string
  /** Whether the answer came; null where nobody can say. */
  readonly isRight: boolean | null
  readonly tokens: readonly string[]
  /** Index into `sources`: drafted and accepted, residual, bonus, by the target alone. */
  readonly source: Uint8Array
  readonly sources: readonly string[]
  /** Round of the request that wrote it, and when it ended. */
  readonly round: Int32Array
  readonly at: Float64Array // seconds
  /** −ln p of the token, and entropy of the target's distribution there; nats. */
  readonly surprise: Float32Array
  readonly entropy: Float32Array
  /** By round: output place of its first token, longest path of its draft, drafts kept along it, and rejections. */
  readonly rounds: {
    readonly first: Int32Array
    readonly height: Int32Array
    readonly accepted: Int32Array
    readonly rejected: Int32Array
  }
}

/** One round of a request, computed again: its draft as a tree, and the distributions at one of its rows. */
export interface RoundDetail {
  /** Rows of the draft; row 0 is the last token of the text before. */
  readonly tokens: readonly string[]
  readonly parent: Int32Array
  readonly verdict: readonly ('root' | 'accepted' | 'rejected' | 'discarded')[]
  /** Of examined rows, NaN for others: p(x), q(x), the acceptance chance Σ min(p, q), and the draw. */
  readonly p: Float64Array
  readonly q: Float64Array
  readonly overlap: Float64Array
  readonly u: Float64Array
  readonly emitted: readonly { readonly token: string; readonly source: string }[]
  readonly stop: string
  /** The row whose distributions follow. */
  readonly judged: number
  /** The likeliest tokens at the chosen row's place: target, draft (null for a point mass or none), and residual. */
  readonly choices: readonly string[]
  readonly target: Float32Array
  readonly draft: Float32Array | null
  readonly residual: Float32Array
}

/** What a token looked at: (layers, heads, places), the sink's share by layer and head. */
export interface AttentionDetail {
  readonly layers: number
  readonly heads: number
  readonly tokens: readonly string[]
  readonly weights: Float32Array
  readonly sink: Float32Array
}

/** Which tokens a cache holds at a moment: bits of key and value by list (layer × KV head) and place; 0 is evicted. */
export interface CacheMap {
  readonly request: number
  readonly layers: number
  readonly kvHeads: number
  readonly tokens: readonly string[]
  readonly keyBits: Uint8Array
  readonly valueBits: Uint8Array
}

/** One method of the losslessness battery: how far its output is from the target's own, as a normal deviate. */
export interface LosslessRow {
  readonly id: string
  readonly title: string
  /** What is wrong with it; null for a correct method. */
  readonly mistake: string | null
  readonly z: number
  readonly samples: number
  /** χ² / N. */
  readonly effect: number
  readonly tokensPerRound: number
  /** A correct method agrees (|z| < 4), a mistake is caught (z > 20). */
  readonly isAsExpected: boolean
}

/** The text of a request, token by token. */
export const written = defineQuestion<[request: number], WrittenText | null>({
  id: 'written',
  doing: 'reading a text',
})
/** One round again: its draft, and the distributions at one of its rows. */
export const round = defineQuestion<[request: number, round: number, row: number], RoundDetail | null>({
  id: 'round',
  doing: 'writing a round again',
  patience: LOOKING_AGAIN,
})
/** What the token at a place of a text looked at. */
export const attention = defineQuestion<[request: number, place: number], AttentionDetail | null>({
  id: 'attention',
  doing: 'writing a text again up to a token',
  patience: LOOKING_AGAIN,
})
/** What the cache holds at a moment. */
export const cacheMap = defineQuestion<[at: Seconds], CacheMap | null>({
  id: 'cacheMap',
  doing: 'writing a text again up to a moment',
  patience: LOOKING_AGAIN,
})
/** Which experts tokens of a domain went to; null where the model has none. */
export const expertDomains = defineQuestion<[], ExpertDomains | null>({
  id: 'expertDomains',
  doing: 'counting experts by domain',
})

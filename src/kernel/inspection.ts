/**
 * What a person can look into beside tracks: the requests of a run as columns, who holds which KV block at a moment, what
 * each iteration demanded of the chip, and how drafted tokens fared. Engines offer what they have; plain data for the page.
 */
import type { Provenance } from './tracks.ts'
import type { Bytes, Seconds, Tokens } from './units.ts'

/** One row a request, in order of arrival. Missing is NaN (times) or −1 (indices). */
export interface RequestTable {
  readonly length: number
  /** Names of the phases that `phase` indexes. */
  readonly phases: readonly string[]
  readonly phase: Uint8Array
  readonly instance: Int32Array
  readonly promptTokens: Int32Array
  readonly outputTokens: Int32Array
  readonly emitted: Int32Array
  /** Prompt tokens that a prefix cache had. */
  readonly cachedTokens: Int32Array
  readonly preemptions: Int32Array
  readonly drafted: Int32Array
  readonly accepted: Int32Array
  readonly arrival: Float64Array // seconds
  readonly firstToken: Float64Array // seconds
  readonly ended: Float64Array // seconds
  readonly largestGap: Float64Array // seconds
}

/** Who holds each KV block of one instance at a moment. */
export interface BlockMap {
  readonly at: Seconds
  readonly instance: number
  readonly blockTokens: Tokens
  readonly bytesPerBlock: Bytes
  /** State of block i: index into `states`. */
  readonly state: Uint8Array
  readonly states: readonly string[]
  /** Request that holds it (the first of several), −1 for none. */
  readonly owner: Int32Array
  /** Requests that share it. */
  readonly holders: Int32Array
}

/** Iterations as points of a roofline: what each did, and the chip's two limits, of one device of the instance. */
export interface RooflinePoints {
  readonly length: number
  readonly start: Float64Array // seconds
  readonly time: Float64Array // seconds
  readonly flop: Float64Array
  readonly bytes: Float64Array
  readonly decodeTokens: Float64Array
  readonly prefillTokens: Float64Array
  /** Iterations of the range of which these are a sample. */
  readonly iterations: number
  /** FLOP/s and bytes/s that nothing on a device beats, and where they meet, in FLOP per byte. */
  readonly peak: number
  readonly bandwidth: number
  readonly ridge: number
}

/** Where the time of a request went, or of the mean finished one: parts that add up to the whole. */
export interface BlameReport {
  readonly parts: readonly string[]
  /** In the order of `parts`. */
  readonly seconds: readonly Seconds[]
  /** Requests that it is the mean of. */
  readonly requests: number
}

/** How drafted tokens fared, by place in the draft and by kind of request. */
export interface AcceptanceBreakdown {
  readonly provenance: Provenance
  /** Position 0 is the first token of a draft. `reached`: drafts whose verification got as far as this position. */
  readonly byPosition: readonly { readonly reached: number; readonly accepted: number }[]
  readonly byDomain: readonly { readonly domain: string; readonly drafted: number; readonly accepted: number }[]
  /** Accepted length of a round: how many rounds accepted 0, 1, 2 … tokens. */
  readonly lengths: readonly number[]
  /** Does a good round follow a good one? Rounds of the same request behind one that kept all its drafts, and behind one that did not. */
  readonly afterKept: Followers
  readonly afterRejected: Followers
}

export interface Followers {
  readonly rounds: number
  /** Of these, how many kept all their drafts. */
  readonly keptAll: number
}

/** What one can jump to: the next moment at which something of this kind happened. */
export type LandmarkKind = 'preemption' | 'arrival' | 'finish' | 'first-token' | 'rejection' | 'iteration' | 'token'

export interface Landmark {
  readonly at: Seconds
  readonly kind: LandmarkKind
  /** −1 where it is about no single request. */
  readonly request: number
}

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

/** What an engine can be asked of a run beside its tracks. All optional: the page leaves out what is not there. */
export interface Inspection {
  requests?(): RequestTable
  /** Looks again from the nearest checkpoint; null where nothing is known of that moment. */
  blocks?(at: Seconds, instance: number): BlockMap | null
  /** At most `most` iterations of [from, until), evenly spread. */
  roofline?(from: Seconds, until: Seconds, instance: number, most: number): RooflinePoints | null
  acceptance?(): AcceptanceBreakdown | null
  /** Of one request, or of the mean finished one; null where the run is too long to be watched again. */
  blame?(request: number | null): BlameReport | null
  /** The nearest landmark strictly after (1) or before (−1) `at`. */
  landmark?(kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null
  /** The run as Chrome trace-event JSON, and as the request table of Vidur. `link` goes into `otherData`. */
  chromeTrace?(about: Readonly<Record<string, string>>): string
  vidurCsv?(): string
  /** Where real tokens are written: the text of a request, a round again, what a token looked at, what the cache holds. */
  written?(request: number): WrittenText | null
  round?(request: number, round: number, row: number): RoundDetail | null
  attention?(request: number, place: number): AttentionDetail | null
  cacheMap?(at: Seconds): CacheMap | null
  /** Null where the model has no experts. */
  expertDomains?(): ExpertDomains | null
}

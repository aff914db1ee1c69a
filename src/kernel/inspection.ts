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

/** Iterations as points of a roofline: what each did, and the chip's two limits. Rates are of one instance. */
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
  /** FLOP/s and bytes/s of the instance's devices together, and where they meet, in FLOP per byte. */
  readonly peak: number
  readonly bandwidth: number
  readonly ridge: number
}

/** How drafted tokens fared, by place in the draft and by kind of request. */
export interface AcceptanceBreakdown {
  readonly provenance: Provenance
  /** Position 0 is the first token of a draft. `reached`: drafts whose verification got as far as this position. */
  readonly byPosition: readonly { readonly reached: number; readonly accepted: number }[]
  readonly byDomain: readonly { readonly domain: string; readonly drafted: number; readonly accepted: number }[]
  /** Accepted length of a round: how many rounds accepted 0, 1, 2 … tokens. */
  readonly lengths: readonly number[]
}

/** What one can jump to: the next moment at which something of this kind happened. */
export type LandmarkKind = 'preemption' | 'arrival' | 'finish' | 'first-token' | 'rejection' | 'iteration' | 'token'

export interface Landmark {
  readonly at: Seconds
  readonly kind: LandmarkKind
  /** −1 where it is about no single request. */
  readonly request: number
}

/** What an engine can be asked of a run beside its tracks. All optional: the page leaves out what is not there. */
export interface Inspection {
  requests?(): RequestTable
  /** Looks again from the nearest checkpoint; null where nothing is known of that moment. */
  blocks?(at: Seconds, instance: number): BlockMap | null
  /** At most `most` iterations of [from, until), evenly spread. */
  roofline?(from: Seconds, until: Seconds, instance: number, most: number): RooflinePoints | null
  acceptance?(): AcceptanceBreakdown | null
  /** The nearest landmark strictly after (1) or before (−1) `at`. */
  landmark?(kind: LandmarkKind, at: Seconds, direction: 1 | -1): Landmark | null
  /** The run as Chrome trace-event JSON, and as the request table of Vidur. `link` goes into `otherData`. */
  chromeTrace?(about: Readonly<Record<string, string>>): string
  vidurCsv?(): string
}

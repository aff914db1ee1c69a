/** What runs of several engines can be asked, and what comes back: plain data for the page. */
import type { Explanation } from '../kernel/engine.ts'
import { defineQuestion, LOOKING_AGAIN, WHOLE_RUN } from '../kernel/question.ts'
import type { Provenance } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'

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

/** The iteration or round that covers a moment, in recorded facts. */
export const explain = defineQuestion<[at: Seconds], Explanation | null>({
  id: 'explain',
  doing: 'looking again at a moment',
})
/** Why a request went the way it did, and why a stretch of time is as it is; null where it cannot be looked at again. */
export const explainRequest = defineQuestion<[request: number], Explanation | null>({
  id: 'explainRequest',
  doing: 'looking again at a request',
  patience: LOOKING_AGAIN,
})
export const explainRange = defineQuestion<[from: Seconds, until: Seconds], Explanation | null>({
  id: 'explainRange',
  doing: 'looking again at a range',
  patience: LOOKING_AGAIN,
})
export const requests = defineQuestion<[], RequestTable>({ id: 'requests', doing: 'reading the requests of the run' })
/** Per-request rows for export: header with units, one line a request, RFC 4180. */
export const requestsCsv = defineQuestion<[], string>({
  id: 'requestsCsv',
  doing: 'writing the requests of the run',
  patience: WHOLE_RUN,
})
export const acceptance = defineQuestion<[], AcceptanceBreakdown | null>({
  id: 'acceptance',
  doing: 'reading how drafts fared',
})
/** The nearest landmark strictly after (1) or before (−1) `at`. */
export const landmark = defineQuestion<[kind: LandmarkKind, at: Seconds, direction: 1 | -1], Landmark | null>({
  id: 'landmark',
  doing: 'looking for the next landmark',
  patience: LOOKING_AGAIN,
})

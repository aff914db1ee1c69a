/** Sums of a run, for its summary. */
export class Totals {
  targetPasses = 0
  targetRows = 0
  draftPasses = 0
  accepted = 0
  rejected = 0
  discarded = 0
  bonus = 0
  written = 0
  /** First drafts of a round: how many, how many accepted, and the sum of Σ min(p, q) where they were drawn. */
  firstDrafts = 0
  firstAccepted = 0
  overlap = 0
  /** Of written tokens; nats. */
  surprise = 0
  entropy = 0
  /** Seconds of the same text written token by token, on the same pace. */
  plainTime = 0
  kvBits = 0
  kvElements = 0
  asked = 0
  right = 0
  /** By accepted length: rounds; by place in the draft: reached and accepted. */
  readonly lengths: number[] = []
  readonly reached: number[] = []
  readonly kept: number[] = []
  /** Tokens that went to experts, (layers, experts), by domain. */
  readonly experts = new Map<string, Float64Array>()
  readonly byDomain = new Map<string, { drafted: number; accepted: number; written: number; passes: number }>()
}

/** Sums of a run, for its summary. */
export class Totals {
  targetPasses = 0
  targetRows = 0
  draftPasses = 0
  written = 0
  /** Of written tokens; nats. */
  surprise = 0
  entropy = 0
  /** Seconds of the same text written token by token, on the same pace. */
  plainTime = 0
  kvBits = 0
  kvElements = 0
  asked = 0
  right = 0
  /** Tokens that went to experts, (layers, experts), by domain. */
  readonly experts = new Map<string, Float64Array>()
}

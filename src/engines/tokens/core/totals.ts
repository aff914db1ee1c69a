/** Sums of a run, for its summary. */
export class Totals {
  targetPasses = 0
  targetRows = 0
  draftPasses = 0
  written = 0
  /** Those of them that prompts brought: no step was taken for them. */
  firstTokens = 0
  /** Of written tokens; nats. */
  surprise = 0
  entropy = 0
  /** Seconds of steps, and of the same tokens written one by one, on the same pace. */
  stepTime = 0
  plainTime = 0
  /** Bits of keys and values that steps read, and of what told them which; and what plain steps over whole caches would have read. */
  readBits = 0
  indexBits = 0
  plainReadBits = 0
  kvBits = 0
  kvElements = 0
  /** Of prompts that the model as it came has read beside: tokens, nats of divergence, and tokens with the same likeliest next one. */
  compared = 0
  divergence = 0
  sameTop = 0
  /** Tokens of prompts that were begun, and those of them that stand for no letter. */
  read = 0
  unknown = 0
  /** What steps asked of a cache of experts, and bytes that crossed the link for it. */
  readonly loads = { asked: 0, held: 0, guessed: 0, foretold: 0, bytes: 0 }
  asked = 0
  right = 0
  /** Tokens that went to experts, (layers, experts), by domain. */
  readonly experts = new Map<string, Float64Array>()

  /** The same sums, without those of time. */
  untimed(): Totals {
    const loads = { ...this.loads, bytes: 0 }
    return Object.assign(new Totals(), this, { loads, stepTime: 0, plainTime: 0 })
  }
}

/** A run's models with everything plugged in. */
import type { AttentionSite } from '../contracts/attention.ts'
import type { Luck, Writing } from '../contracts/writing.ts'
import type { ExpertStore } from '../experts/expert-store.ts'
import type { Bench } from '../model/bench.ts'
import type { Transformer } from '../model/transformer.ts'

export interface Built {
  readonly bench: Bench
  /** The model whose text it is: the target, or what writes in its place. */
  readonly target: Transformer
  /** One for each text that is written at a time. */
  readonly writings: readonly Writing[]
  /** Experts of the target that lie in memory; null where all do. */
  readonly experts: ExpertsInMemory | null
  /** Where the set-up asks for it: the model as it came beside the one that writes. */
  readonly beside: Beside | null
  /** Whether they propose tokens that the target then judges. */
  readonly drafts: boolean
}

export interface ExpertsInMemory {
  readonly store: ExpertStore
  /** A text is about to be begun. */
  begin(prompt: readonly number[], output: number, luck: Luck): void
}

/** Sums over the tokens of a text that both models are given. */
export type Beside = (tokens: readonly number[]) => {
  readonly tokens: number
  /** KL(as it came ‖ as it writes), nats. */
  readonly divergence: number
  /** Tokens behind which both think the same one likeliest. */
  readonly sameTop: number
}

/** Sees every head's probabilities: for looking again. */
export type Watch = (site: AttentionSite) => void

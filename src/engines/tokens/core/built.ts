/** A run's models with everything plugged in. */
import type { AttentionSite } from '../contracts/attention.ts'
import type { Writing } from '../contracts/writing.ts'
import type { Bench } from '../model/bench.ts'
import type { Transformer } from '../model/transformer.ts'

export interface Built {
  readonly bench: Bench
  /** The model whose text it is: the target, or what writes in its place. */
  readonly target: Transformer
  /** One for each text that is written at a time. */
  readonly writings: readonly Writing[]
  /** Whether they propose tokens that the target then judges. */
  readonly drafts: boolean
}

/** Sees every head's probabilities: for looking again. */
export type Watch = (site: AttentionSite) => void

/** A way to write texts, one after another: what a decoder makes. Prompt, then steps until the text is done. */
import type { Fact } from '../../../kernel/engine.ts'
import type { KvEntries } from './cache.ts'
import type { Draft, Outcome } from './draft.ts'
import type { Work } from './work.ts'

/** Where a written token came from. `target`: nothing was drafted there. */
export type TokenSource = 'draft' | 'residual' | 'bonus' | 'target' | 'denoised'

/** Draws of one text, keyed by its step. */
export interface Luck {
  draft(step: number, node: number): number
  accept(step: number, row: number): number
  emit(step: number): number
}

export interface Writing {
  /** Prompt and output; a way that fills in places has masks in it. */
  readonly text: readonly number[]
  readonly promptLength: number
  readonly isDone: boolean
  /** What is kept of the text. */
  readonly cache: KvEntries
  /** Whether a step may propose tokens that the target then judges. */
  readonly drafts: boolean
  /**
   * A text of at most `output` tokens: the whole prompt is read, and its last token brings the first of the text. Null for a way that
   * reads the prompt with every step. `heard`: of all rows of this text that the target reads, while they are in its buffers. Throws for
   * an empty prompt: there is nothing to go on from.
   */
  begin(prompt: readonly number[], output: number, luck: Luck, heard?: (rows: number) => void): Step | null
  /** One pass of the model, and what it brought. */
  step(luck: Luck): Step
  /** A step in words. */
  explain(step: StepRecord): { readonly facts: readonly Fact[]; readonly sentences: readonly string[] }
  /** Of a way in rounds: the last one, and a pass over given tokens, for looking again. */
  readonly rounds?: RoundsView
  /** Of a way in blocks: how long they are, and the one in hand. */
  readonly blocks?: { readonly tokens: number; readonly current: number }
}

/** What one pass of the model brought. */
export interface Step {
  /** The pass: rows of it, what it read and ran, and its name in explanations. */
  readonly pass: { readonly operator: string; readonly rows: number; readonly work: Work }
  /** Passes of the drafter before it, their rows, and their work; null for a way that knows none. */
  readonly drafting: { readonly passes: number; readonly rows: number; readonly work: Work } | null
  /** Whether the cache has grown for good. */
  readonly hasGrown: boolean
  /** Places tried: drafted, or masked and looked at; those of them that stay; and drafts that were rejected. */
  readonly tried: number
  readonly kept: number
  readonly rejected: number
  /** Longest path of the draft, where it was copied from (−1 for nowhere), and why it ended. */
  readonly height: number
  readonly source: number
  readonly stop: string
  /** Tokens that this step decided, and what charts show of it: entropy of the model and surprise, nats. */
  readonly decided: number
  readonly entropy: number
  readonly surprise: number
  /** Tokens that are text from now on, in its order. */
  readonly written: readonly WrittenToken[]
}

export interface WrittenToken {
  readonly token: number
  readonly source: TokenSource
  /** Step of the text that decided it. */
  readonly step: number
  /** −ln p of the token as sampled, and entropy of the distribution; nats. */
  readonly surprise: number
  readonly entropy: number
}

/** A step as it was booked, with what it wrote. */
export interface StepRecord {
  /** Step of its text, 1 for the first. */
  readonly number: number
  readonly domain: string
  readonly tried: number
  readonly kept: number
  readonly passes: number
  readonly source: number
  readonly stop: string
  /** Tokens of it, and the source of the last. */
  readonly tokens: readonly string[]
  readonly lastSource: TokenSource | null
  /** Entropy where its first token was drawn, nats. */
  readonly entropy: number
  /** Passes of the target so far, of all texts. */
  readonly targetPasses: number
}

export interface RoundsView {
  readonly draft: Draft
  readonly outcome: Outcome
  /** Tokens of the round and where they came from. */
  readonly emitted: readonly { readonly token: number; readonly source: TokenSource }[]
  /** (rows, vocab): the target's distributions as they were before the verdict. */
  readonly p: Float32Array
  /** Most rows of a pass. */
  readonly mostRows: number
  /** The target reads these tokens from place `first` on; nothing is rounded or evicted behind them. */
  feed(tokens: readonly number[], first: number): void
}

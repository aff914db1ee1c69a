/** Something that foretells tokens one level at a time: a draft model, heads on the target, the target itself on a diet. */
export interface Stepper {
  /**
   * Brings itself up to the whole text, the last token included, and leaves the logits that follow it in `logits`, row 0.
   * Forgets whatever was drafted before.
   */
  catchUp(text: readonly number[]): void
  /**
   * Feeds drafted nodes: `tokens[i]` under the node `parents[i]`, counted as the node's place in this round's order of feeding
   * (−1 is the last token of the text). Logits that follow them are rows 0 … of `logits`.
   */
  step(tokens: readonly number[], parents: readonly number[]): void
  readonly logits: Float32Array
  /** The hidden state behind row `row` of the logits, for a head that foretells acceptance; null where there is none. */
  hidden(row: number): Float32Array | null
  /** What of its state a target pass changes: which rows of the pass became text. Called before the text grows. */
  settle?(path: readonly number[]): void
  /** Forgets everything: another request begins. */
  reset(): void
}

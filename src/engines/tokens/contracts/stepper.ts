/** Something that foretells tokens one level at a time: a draft model, a layer on the target's states, the target itself. */
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
  /** The hidden state behind row `row` of the logits, where a head reads one to foretell acceptance. */
  readonly hidden?: (row: number) => Float32Array
  /** Forgets everything: another text begins. */
  reset(): void
}

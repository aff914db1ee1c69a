/** Who proposes tokens, and what the writer asks of it. */
import type { Draft } from '../../../writing/rounds/draft.ts'
import type { Outcome } from '../../../writing/rounds/verify.ts'

/** Draws of one round for drawing tokens, by node. */
export interface DraftLuck {
  draw(node: number): number
}

export interface Drafter {
  /** Another request begins. */
  reset(): void
  /** Fills the draft below the last token of `text`, at most `room` levels deep. */
  propose(text: readonly number[], draft: Draft, room: number, luck: DraftLuck): void
  /** The target has judged the draft; its cache still holds all rows, the text has not grown yet. */
  settle?(draft: Draft, outcome: Outcome): void
  /**
   * The first layers of the target that drafting has done already, for every row but the last: the writer then runs the rest
   * only. `restore` puts the rows' residual streams back.
   */
  readonly done?: { readonly layers: number; restore(draft: Draft): void }
}

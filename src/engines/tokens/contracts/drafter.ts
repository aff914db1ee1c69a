/** Who proposes tokens, and what rounds ask of it. */
import type { Draft, Outcome } from './draft.ts'

/** Draws of one round for drawing tokens, by node. */
export interface DraftLuck {
  draw(node: number): number
  /** For whoever leaves to chance whether to draft on behind a node: another draw than the token’s. */
  chance(node: number): number
}

export interface Drafter {
  /** Another text begins. */
  reset(): void
  /** Fills the draft below the last token of `text`, at most `room` levels deep. */
  propose(text: readonly number[], draft: Draft, room: number, luck: DraftLuck): void
  /** The target has judged the draft; its cache still holds all rows, the text has not grown yet. */
  settle?(draft: Draft, outcome: Outcome): void
  /** Layers of the target that drafting has done already: its pass then runs the others only. */
  readonly done?: LayersDone
}

export interface LayersDone {
  readonly layers: number
  /** Puts the residual streams of the draft's rows back, behind these layers. */
  restore(draft: Draft): void
}

/** What the grouped margin decides: asked by the ranking (margin-worth.ts), the choice (margin-groups.ts) and the plan (grouped-margin.ts). */
import { amount, rank, yes } from '../../../../kernel/decision.ts'
import type { Seconds, Tokens } from '../../../../kernel/units.ts'

export const decisions = {
  /** Who is served first: what it is worth a second, most first. */
  order: rank((density: number) => -density),
  /** Best of the ranking among which lengths are matched. */
  candidates: amount((places: number, topK: number) => topK * places),
  /** Whether one that runs outside the choice gives way to one that waits inside. */
  givesWay: yes((waits: number, runs: number, margin: number) => waits >= margin * runs),
  /** Whether a program that wants so many tokens an iteration has too few of its calls among those that were chosen. */
  lacks: yes((wanted: Tokens, chosen: number) => wanted > chosen),
  /** Whether a stream is left out of every second iteration, others waiting. */
  pauses: yes((takes: Seconds, timeLeft: Seconds) => 2 * takes < timeLeft),
}

/**
 * The draft model of speculative decoding: its one-token passes run one after the other before the target verifies. A pass
 * takes `relativeTime` (the paper's c) of what the target would take for the same rows: it counts as a model that computes and
 * reads c of what the target does, and is bound by whatever bounds the target there.
 *
 * With experts the target's pass counts the active ones only, as at batch 1: a draft is a small dense model, and its time does
 * not grow with the experts that a batch touches.
 * Source: c of Leviathan et al. 2023 (arXiv 2211.17192).
 */
import type { Fraction, Seconds } from '../../../kernel/units.ts'
import { addCost, type Cost, createCost, free, type WorkOperator } from './operator.ts'
import type { Work } from './work.ts'

/** A target pass with `rows` sequences of one token each over the contexts of `work`. */
export interface TargetPass {
  time(rows: number, work: Work): Seconds
  /** All that it costs: longer to find than the time alone. */
  measure(rows: number, work: Work, cost: Cost): void
}

export interface Draft extends WorkOperator {
  /** The whole cost: `measure` finds the time only, which is all that an iteration asks for. */
  explain(work: Work, cost: Cost): void
}

export function draft(relativeTime: Fraction, target: TargetPass): Draft {
  const pass = createCost()
  // Rows of a mean pass: drafts differ in length, so late passes have fewer.
  const rowsOf = (work: Work): number => Math.min(work.decodeSequences, Math.ceil(work.draftTokens / work.draftPasses))
  return {
    operator: 'draft',
    measure(work, cost: Cost) {
      free(cost)
      if (work.draftPasses === 0) return
      cost.time = work.draftPasses * relativeTime * target.time(rowsOf(work), work)
    },
    explain(work, cost) {
      free(cost)
      if (work.draftPasses === 0) return
      target.measure(rowsOf(work), work, pass)
      addCost(cost, pass, work.draftPasses * relativeTime)
    },
  }
}

/**
 * The draft model of speculative decoding: its one-token passes run one after the other before the target verifies. A pass
 * takes `relativeTime` (the paper's c) of what the target would take for the same rows.
 *
 * With experts the target's pass counts the active ones only, as at batch 1: a draft is a small dense model, and its time does
 * not grow with the experts that a batch touches.
 * Source: c of Leviathan et al. 2023 (arXiv 2211.17192).
 */
import type { Fraction, Seconds } from '../../../kernel/units.ts'
import { type Cost, free, type WorkOperator } from './operator.ts'
import type { Work } from './work.ts'

/** Time of a target pass with `rows` sequences of one token each over the contexts of `work`. */
export type TargetPass = (rows: number, work: Work) => Seconds

export function draft(relativeTime: Fraction, targetPass: TargetPass): WorkOperator {
  return {
    operator: 'draft',
    measure(work, cost: Cost) {
      free(cost)
      if (work.draftPasses === 0) return
      // Rows of a mean pass: drafts differ in length, so late passes have fewer.
      const rows = Math.min(work.decodeSequences, Math.ceil(work.draftTokens / work.draftPasses))
      cost.time = work.draftPasses * relativeTime * targetPass(rows, work)
      cost.bound = 'memory'
    },
  }
}

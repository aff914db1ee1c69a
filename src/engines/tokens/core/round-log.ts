/** Every round of a run as columns, and every written token: what charts, explanations and the text on the page read. */

import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { TokenSource } from '../writing/rounds/verify.ts'

/** Order of `source` codes. */
export const sources: readonly TokenSource[] = ['draft', 'residual', 'bonus', 'target', 'denoised']

/** Columns that grow; a run has thousands of rows, so plain arrays do. */
export class RoundLog {
  // By round.
  readonly request: number[] = []
  readonly start: Seconds[] = []
  readonly end: Seconds[] = []
  /** What its passes cost: the target's, then the drafter's. */
  readonly terms: (readonly OperatorTerm[])[] = []
  readonly drafted: number[] = []
  readonly accepted: number[] = []
  readonly rejected: number[] = []
  readonly height: number[] = []
  readonly passes: number[] = []
  readonly source: number[] = []
  readonly stop: string[] = []
  /** First token of the round in the columns below. */
  readonly firstToken: number[] = []
  // By written token.
  readonly token: number[] = []
  readonly tokenSource: number[] = []
  /** Round of its request that wrote it; in denoising the step, in any order. */
  readonly tokenRound: number[] = []
  /** −ln p of the target at temperature as sampled, and the entropy of the distribution; nats. */
  readonly surprise: number[] = []
  readonly entropy: number[] = []

  get rounds(): number {
    return this.request.length
  }

  /** Last round that began at or before `at`; −1 where none did. */
  roundAt(at: Seconds): number {
    let low = 0
    let high = this.rounds
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.start[middle] <= at) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

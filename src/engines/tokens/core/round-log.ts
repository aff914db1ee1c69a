/** Every round of a run, or step of denoising, as columns in the order of time: what charts and explanations read. */
import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { StepWork } from './step-times.ts'

/** Columns that grow; a run has thousands of rows, so plain arrays do. */
export class RoundLog {
  readonly request: number[] = []
  /** Which step of its text it is, 0 for the first. */
  readonly step: number[] = []
  readonly start: Seconds[] = []
  readonly end: Seconds[] = []
  /** What its passes cost: the target's, then the drafter's. */
  readonly terms: (readonly OperatorTerm[])[] = []
  /** What took that time. */
  readonly work: StepWork[] = []
  /** Places tried (drafted, or masked and looked at), and those that stayed. */
  readonly drafted: number[] = []
  readonly accepted: number[] = []
  readonly rejected: number[] = []
  readonly height: number[] = []
  readonly passes: number[] = []
  readonly source: number[] = []
  readonly stop: string[] = []
  /** Tokens of its text that were written before it. */
  readonly firstToken: number[] = []

  /** The same steps, none of which has a time. */
  untimed(): RoundLog {
    return Object.assign(new RoundLog(), this, { start: [], end: [], terms: [] })
  }

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

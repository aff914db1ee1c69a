/**
 * The time of steps. What a step did is the same at any pace, so that a run that is over can be booked again at another one, step by step
 * and sum by sum, and comes to the bytes that it would have had.
 */
import type { OperatorTerm } from '../../../kernel/engine.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Work } from '../contracts/work.ts'
import { type Pace, termOf } from './pace.ts'
import type { RequestLog } from './request-log.ts'
import type { Totals } from './totals.ts'

/** What a step did that takes time. */
export interface StepWork {
  readonly operator: string
  readonly pass: Work
  /** Of the drafter before it; null for none. */
  readonly drafting: Work | null
  /** The prompt was read: no step of the text. */
  readonly isPrompt: boolean
  /** Tokens of its text that it wrote. */
  readonly written: number
}

export interface StepTime {
  readonly time: Seconds
  readonly terms: readonly OperatorTerm[]
}

export interface Booked {
  readonly request: RequestLog
  /** Tokens of the text that were written before it. */
  readonly before: number
  readonly start: Seconds
  readonly end: Seconds
}

export class StepTimes {
  private readonly pace: Pace
  private readonly totals: Totals

  constructor(pace: Pace, totals: Totals) {
    this.pace = pace
    this.totals = totals
  }

  /** Time of a pass, and of the drafting before it. */
  timeOf({ operator, pass, drafting, isPrompt }: StepWork): StepTime {
    const { pace } = this
    const own = isPrompt ? pace.prefill(pass) : pace.time(pass)
    const term = termOf(operator, own)
    if (drafting === null) return { time: own.time, terms: [term] }
    const drafted = pace.time(drafting)
    return { time: drafted.time + own.time, terms: [term, termOf('draft', drafted)] }
  }

  /** Adds it to the sums of its text and of the run. */
  book({ pass, drafting, isPrompt, written }: StepWork, { request, before, start, end }: Booked): void {
    const { totals, pace } = this
    if (Number.isNaN(request.firstToken)) request.firstToken = end
    if (isPrompt) return
    totals.stepTime += end - start
    request.stepTime += end - start
    request.largestGap = Math.max(request.largestGap, end - start)
    totals.loads.bytes += pace.fetched(pass.loads)
    if (drafting !== null) totals.loads.bytes += pace.fetched(drafting.loads)
    for (let i = 0; i < written; i++) {
      const { time } = pace.plain(request.promptTokens.length + before + i)
      totals.plainTime += time
      request.plainTime += time
    }
  }
}

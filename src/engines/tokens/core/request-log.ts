/** What became of each request: rows of objects, since there are dozens. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Prompt } from '../text/prompts.ts'

export interface RequestLog {
  readonly prompt: Prompt
  readonly promptTokens: readonly number[]
  start: Seconds
  firstToken: Seconds
  end: Seconds
  largestGap: Seconds
  firstRound: number
  rounds: number
  written: number
  drafted: number
  accepted: number
  /** First written token in the columns of the log. */
  firstWritten: number
  /** Whether the answer came; null where nobody can say. */
  isRight: boolean | null
}

export const openRequest = (prompt: Prompt, promptTokens: readonly number[]): RequestLog => ({
  prompt,
  promptTokens,
  start: Number.NaN,
  firstToken: Number.NaN,
  end: Number.NaN,
  largestGap: 0,
  firstRound: -1,
  rounds: 0,
  written: 0,
  drafted: 0,
  accepted: 0,
  firstWritten: 0,
  isRight: null,
})

/** A declared service: what a server can guess of how long answers get. */
import type { Tokens } from '../../../kernel/units.ts'
import type { RequestId } from './request.ts'

export interface EstimateOptions {
  /** Standard deviation of the logarithm of the hint's error. */
  readonly error: number
  /** Share of answers that end within the bound. */
  readonly quantile: number
}

/** Upper bound of a request's whole answer, in tokens; at least one more than it has emitted. */
export type LengthEstimate = (request: RequestId) => Tokens

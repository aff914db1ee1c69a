/** Who may have KV blocks when: what an admission policy says, and what it knows. */
import type * as z from 'zod'
import type { Tokens } from '../../../kernel/units.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { EstimateOptions, LengthEstimate } from './length-estimate.ts'
import type { RequestId } from './request.ts'

/**
 * A request without blocks may have some where they are free, and beside them, as long as others have blocks too, the watermark and
 * all that is set aside: for each of the others what it has not taken yet, and for itself. A policy says how much that is.
 */
export interface Admission {
  /** Positions set aside for a request from its admission to its end; 0 for no more than it has taken so far. */
  setAside(request: RequestId): Tokens
  /** The most that is set aside for a request that decodes beyond the positions it has computed; null where that is not known. */
  readonly aheadOfAnswers: Tokens | null
  /** Whether who has lost its blocks joins before anybody who waits for its first: asked by schedulers that order the queue. */
  readonly victimsFirst: boolean
}
export interface AdmissionContext extends RoleContext {
  /** Most positions of a request, prompt and answer together, and most of one round, drafts included. */
  readonly longest: Tokens
  readonly widestRound: Tokens
  /** A service that guesses how long answers get, as well as its options say. */
  readonly lengthEstimate: (options: EstimateOptions) => LengthEstimate
}
export const defineAdmission = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Admission, AdmissionContext>,
): Definition<Id, K, Admission, AdmissionContext> => definition

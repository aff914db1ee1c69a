/** Requests that belong together: turns of a conversation, calls of a program. */
import type { Fact } from './fact.ts'
import type { RequestId } from './request.ts'

export interface Programs {
  /** Number of the conversation or program that the request is a call of, −1 for none. */
  of(request: RequestId): number
}

/** Where no workload has programs, every request stands for itself. */
export const programs: Fact<Programs> = { id: 'programs', otherwise: () => ({ of: () => -1 }) }

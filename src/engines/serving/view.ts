/**
 * What a scheduler sees. The oracle boundary is here: columns that a real server could not know throw when an algorithm
 * reads them without having declared it (`sees`).
 */
import { InvariantError } from '../../kernel/problem.ts'
import type { Requests } from './requests.ts'
import type { VisibleRequests } from './roles.ts'

export function visibleRequests(
  requests: Requests,
  algorithm: { readonly id: string; readonly sees?: readonly string[] },
): VisibleRequests {
  const seesOutput = algorithm.sees?.includes('outputLength') ?? false
  return {
    get phase() {
      return requests.phase
    },
    get serviceClass() {
      return requests.serviceClass
    },
    get promptTokens() {
      return requests.promptTokens
    },
    get emitted() {
      return requests.emitted
    },
    get computed() {
      return requests.computed
    },
    get prefillTarget() {
      return requests.prefillTarget
    },
    get decodeTokens() {
      return requests.decodeTokens
    },
    get arrival() {
      return requests.arrival
    },
    get outputTokens() {
      if (seesOutput) return requests.outputTokens
      throw new InvariantError(
        `${algorithm.id} reads the output length, which no server knows; declare sees: ['outputLength']`,
      )
    },
  }
}

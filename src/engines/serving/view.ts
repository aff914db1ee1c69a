/**
 * What a scheduler sees. The oracle boundary is here: columns that a real server could not know throw when an algorithm
 * reads them without having declared it (`sees`).
 */
import { InvariantError } from '../../kernel/problem.ts'
import type { Requests } from './requests.ts'
import type { VisibleRequests } from './roles.ts'

interface Algorithm {
  readonly id: string
  readonly sees?: readonly string[]
}

export function visibleRequests(requests: Requests, algorithm: Algorithm): VisibleRequests {
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
      return seesOutput ? requests.outputTokens : refuse(algorithm)
    },
  }
}

/** All columns but the hidden ones, for roles other than the scheduler. Columns move when they grow, hence the prototype. */
export function guardedRequests(requests: Requests, algorithm: Algorithm): Requests {
  if (algorithm.sees?.includes('outputLength')) return requests
  return Object.create(requests, { outputTokens: { get: () => refuse(algorithm) } })
}

function refuse({ id }: Algorithm): never {
  throw new InvariantError(`${id} reads the output length, which no server knows; declare sees: ['outputLength']`)
}

/**
 * What algorithms see of the requests. The oracle boundary is here: the column that a real server could not know throws when
 * an algorithm reads it without having declared it (`sees`).
 *
 * A class with one getter a column, and not an object that inherits from the columns: a prototype is slow to read for
 * everybody else (the whole engine took 40 % longer), and columns move when they grow.
 */
import { InvariantError } from '../../../kernel/problem.ts'
import type { VisibleRequests } from '../contracts/request.ts'
import type { Requests } from './requests.ts'

interface Algorithm {
  readonly id: string
  readonly sees?: readonly string[]
}

export const visibleRequests = (requests: Requests, algorithm: Algorithm): VisibleRequests =>
  algorithm.sees?.includes('outputLength') ? requests : new GuardedRequests(requests, algorithm)

class GuardedRequests implements VisibleRequests {
  private readonly rows: Requests
  private readonly algorithm: Algorithm

  constructor(rows: Requests, algorithm: Algorithm) {
    this.rows = rows
    this.algorithm = algorithm
  }

  get outputTokens(): Int32Array {
    const { id } = this.algorithm
    throw new InvariantError(`${id} reads the output length, which no server knows; declare sees: ['outputLength']`)
  }

  get count() {
    return this.rows.count
  }
  get instance() {
    return this.rows.instance
  }
  get phase() {
    return this.rows.phase
  }
  get serviceClass() {
    return this.rows.serviceClass
  }
  get promptTokens() {
    return this.rows.promptTokens
  }
  get emitted() {
    return this.rows.emitted
  }
  get computed() {
    return this.rows.computed
  }
  get prefillTarget() {
    return this.rows.prefillTarget
  }
  get decodeTokens() {
    return this.rows.decodeTokens
  }
  get arrival() {
    return this.rows.arrival
  }
  get firstToken() {
    return this.rows.firstToken
  }
  get lastToken() {
    return this.rows.lastToken
  }
  get ended() {
    return this.rows.ended
  }
  get largestGap() {
    return this.rows.largestGap
  }
  get cachedTokens() {
    return this.rows.cachedTokens
  }
  get preemptions() {
    return this.rows.preemptions
  }
  get prefilled() {
    return this.rows.prefilled
  }
  get dueBy() {
    return this.rows.dueBy
  }
}

/**
 * A fact: what a mechanism publishes of requests and algorithms read, by its key. An algorithm asks for it once, when it is created; where
 * the run does not have that mechanism it gets what is true without.
 */
import type { VisibleRequests } from './request.ts'

export interface Fact<T> {
  readonly id: string
  readonly otherwise: (requests: VisibleRequests) => T
}

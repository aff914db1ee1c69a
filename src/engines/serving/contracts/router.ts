/** Where requests go: what a router sees, decides and may do later. */
import type * as z from 'zod'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { RequestId, RequestList } from './request.ts'

/** Picks the instance of an arriving (or restarted) request among those alive. */
export interface Router {
  /** −1 where no instance takes it now, from routers that ask. */
  route(request: RequestId, cluster: ClusterView): number
  /** It asks instances, which may refuse: who is refused by all waits at the gateway and is routed again. */
  readonly asks?: {
    /** Between two rounds, and for each question of a round. */
    readonly interval: Seconds
    readonly question: Seconds
    /** When it is too late to ask for a request. */
    until(request: RequestId): Seconds
  }
  /** It moves requests from instance to instance while they decode. */
  readonly moves?: {
    /** Time between two looks. */
    readonly interval: Seconds
    /** Copies while a request goes on, and the blocks below which it stands still for the rest. */
    readonly stages: number
    readonly lastBlocks: number
    /** From where to where somebody is to move now. */
    pairs(cluster: ClusterView): readonly (readonly [from: number, to: number])[]
    /** Who moves from there, −1 nobody. */
    victim(instance: number, cluster: ClusterView): RequestId
  }
}
export interface ClusterView {
  readonly now: Seconds
  /** Instances that can take requests, in ascending order. */
  readonly alive: readonly number[]
  /** Instances that take nobody new and are to be empty soon, in ascending order. */
  readonly draining: readonly number[]
  /** What the instance itself would answer now: prompt tokens that it has still to compute. The others are what it last reported. */
  askQueuedTokens(instance: number): Tokens
  /** Requests routed there and not ended. */
  outstanding(instance: number): number
  /** Tokens of outstanding requests still to prefill. */
  queuedTokens(instance: number): Tokens
  /** Tokens in used (not idle) KV blocks, and all there is room for. */
  kvUsed(instance: number): Tokens
  kvCapacity(instance: number): Tokens
  /** KV blocks that are free there, and that so many positions take. */
  freeBlocks(instance: number): number
  blocksFor(positions: Tokens): number
  /** Requests with blocks there, and those without. */
  running(instance: number): RequestList
  waiting(instance: number): RequestList
  /** Tokens of this request's prompt that its prefix cache holds now. */
  cachedTokens(instance: number, request: RequestId): Tokens
}
export interface RouterDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Router, RoleContext> {
  /** Whether its routers may have `moves`: somebody must look at intervals. */
  readonly moves?: true
}
export const defineRouter = <Id extends string, K extends z.ZodType>(
  definition: RouterDefinition<Id, K>,
): RouterDefinition<Id, K> => definition

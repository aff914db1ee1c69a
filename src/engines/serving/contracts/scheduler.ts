/** What runs next on an instance, who is preempted, and what may be stopped on the way. */
import type * as z from 'zod'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { ContentReader } from './content.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { KvView } from './kv.ts'
import type { EstimateOptions, LengthEstimate } from './length-estimate.ts'
import type { RequestId, RequestList, VisibleRequests } from './request.ts'

/** Asked before every iteration of an instance. Everything reused between iterations. */
export interface SchedulerView {
  readonly now: Seconds
  readonly requests: VisibleRequests
  /** Requests with KV blocks that are not in another pipeline batch, in order of admission. */
  readonly running: RequestList
  /** Requests without blocks: preempted ones first, then by arrival. */
  readonly waiting: RequestList
  readonly kv: KvView
  readonly batch: BatchBuilder
  /** Requests that may still be admitted under the batch cap. */
  readonly freeSlots: number
  /** Whether who has lost its blocks joins before anybody who waits for its first. */
  readonly victimsFirst: boolean
  /** Prompt tokens left to compute: prefillTarget − computed, less what the prefix cache holds if it is not admitted yet. */
  promptLeft(request: RequestId): Tokens
  /** Takes a running request's blocks away now (it is not in the batch yet); how is up to preemption. */
  preempt(victim: RequestId): void
  /**
   * Whether somebody who gives way to the request, by the scheduler's order, has blocks of its cache and is in the batch of another
   * pipeline stage now: a victim to come. `isLater`: admitted after the request.
   */
  isVictimInFlight(request: RequestId, givesWay: (other: RequestId, isLater: boolean) => boolean): boolean
  /** Best-effort order key of a request's service class: lower is more urgent. */
  priority(request: RequestId): number
}

export interface BatchBuilder {
  /** Tokens in the batch so far, decodes included. */
  readonly tokens: Tokens
  readonly length: number
  /** The request processes `tokens` positions this iteration. A waiting one is admitted by this. */
  add(request: RequestId, tokens: Tokens): void
  /** The same for a request that is known to be in decode: spares the hot loop a look at its phase. */
  addStream(request: RequestId, tokens: Tokens): void
  has(request: RequestId): boolean
}

/** A batch of prompts that has begun. */
export interface BegunBatch {
  readonly requests: readonly RequestId[]
  /** Time that it still takes. */
  readonly left: Seconds
}

export interface Scheduler {
  plan(view: SchedulerView): void
  /** Time that a decision takes on the host, before the iteration it is about. */
  readonly roundTime?: Seconds
  /** Prompts under way may be stopped at a boundary, and go on later from there. */
  readonly interruption?: {
    /** Boundaries of a layer. */
    readonly perLayer: number
    /** Asked when a request has come: whether it is worth stopping what runs. */
    stops(view: SchedulerView, newcomer: RequestId, running: BegunBatch): boolean
    /** Asked before a plan: which of the stopped batches goes on instead, −1 for none. */
    resumes(view: SchedulerView, stopped: readonly BegunBatch[]): number
  }
  /** Most tokens an iteration may process: sizes the activation peak. */
  readonly tokenLimit: Tokens
  /**
   * A promise: while every running request decodes and nobody waits, a plan adds each of them once, in order of admission,
   * and does nothing else. The engine may then repeat the last plan without asking (see stretch.ts).
   */
  readonly keepsStreams?: boolean
  /** Who loses their blocks when a stream needs one and none is free, in words that follow "so": `the one admitted last`. */
  readonly victims?: string
}
export interface SchedulerContext extends RoleContext {
  /** Batch cap of the set-up. */
  readonly maxRunning: number
  readonly longestPrompt: Tokens
  /** What a server knows of its own speed: time of an iteration of one piece of a prompt, over `cached` positions. */
  prefillTime(tokens: Tokens, cached: Tokens): Seconds
  /** A service that guesses how long answers get, as well as its options say. */
  readonly lengthEstimate: (options: EstimateOptions) => LengthEstimate
  /** What prompts have in common. */
  readonly content: ContentReader
}

export interface SchedulerDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Scheduler, SchedulerContext> {
  /** Whether its schedulers have an `interruption`: batches need places to be stopped in. */
  readonly interrupts?: true
}
export const defineScheduler = <Id extends string, K extends z.ZodType>(
  definition: SchedulerDefinition<Id, K>,
): SchedulerDefinition<Id, K> => definition

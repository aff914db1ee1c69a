/**
 * The roles: every decision of the engine is asked of one of these. An algorithm is one file that exports one definition;
 * a registry is a list of imports; the engine never branches on an id.
 */
import type * as z from 'zod'
import type { Draws } from '../../kernel/draws.ts'
import type { ColumnKind, Memory, RequestColumn } from '../../kernel/memory.ts'
import type { Provenance } from '../../kernel/tracks.ts'
import type { Seconds, Tokens } from '../../kernel/units.ts'
import type { ArrivalTable } from '../../traces/arrivals.ts'
import type { ExpertWork } from './cost/work.ts'
import type { DraftReport } from './decoder/draft-report.ts'
import type { Growth } from './growth.ts'
import type { EstimateOptions, LengthEstimate } from './length-estimate.ts'
import type { Found, RealSource } from './real-source.ts'
import type { RequestId, Requests } from './requests.ts'
import type { ContentReader } from './routing.ts'

export * from './admitting.ts'
export * from './pools.ts'
export type { RequestId } from './requests.ts'
export * from './routing.ts'

/** What every definition has, whatever its role. */
export interface Definition<Id extends string, Knobs extends z.ZodType, Behaviour, Context> {
  readonly id: Id
  readonly role: RoleId
  readonly title: string
  /** One sentence: what it does. */
  readonly help: string
  /** Paper or system it comes from. */
  readonly source?: string
  readonly knobs: Knobs
  /** What a real server could not know and this reads, e.g. `outputLength`. Anything else throws. */
  readonly sees?: readonly 'outputLength'[]
  create(knobs: z.output<Knobs>, context: Context): Behaviour
}

export type RoleId =
  | 'workload'
  | 'router'
  | 'placement'
  | 'scheduler'
  | 'admission'
  | 'retention'
  | 'kvTiers'
  | 'interconnect'
  | 'kvRead'
  | 'decoder'
  | 'gate'
  | 'length'
  | 'model'
  | 'accelerator'

/** The columns of requests. Reading `outputTokens` throws unless the definition declares it in `sees`. */
export type VisibleRequests = Pick<Requests, keyof Requests>

/** What every algorithm gets. */
export interface RoleContext {
  readonly draws: Draws
  readonly memory: Memory
  readonly requests: VisibleRequests
  /** What the classes of requests are promised, by number. */
  readonly classes: readonly ServiceLimits[]
  /** A column of one's own; same as `memory.perRequest`. */
  perRequest<K extends ColumnKind>(kind: K, initial?: number): RequestColumn<K>
}

// ---------------------------------------------------------------- length

/** A length distribution: tokens of request number `index`, at least 1. */
export interface Length {
  readonly mean: Tokens
  tokens(index: number): Tokens
}
export interface LengthContext {
  readonly draws: Draws
  /** Stream name, so that prompt and output lengths draw apart. */
  readonly purpose: string
}
export type LengthDefinition = Definition<string, z.ZodType, Length, LengthContext>
export const defineLength = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Length, LengthContext>,
): Definition<Id, K, Length, LengthContext> => definition

// ---------------------------------------------------------------- workload

/** Who arrives, when and with what. */
export interface Workload {
  /** Time of the next arrival; Infinity when none is known now (a closed loop may produce one when a request ends). */
  peek(): Seconds
  /** Fills row `request` for the arrival that `peek` announced (prompt, output, content, class) and moves on. */
  take(request: RequestId): void
  /** A request ended, however it did: closed loops and sessions answer with what comes next. */
  ended(request: RequestId, now: Seconds): void
  /** Contexts that stream in: what becomes known of which request's prompt, and when. */
  readonly growth?: {
    peek(): Seconds
    /** What `peek` announced. */
    next(): Growth
    /** It has happened. */
    take(): void
  }
  /** Requests it will produce in all, where known (for progress); Infinity otherwise. */
  readonly expected: number
  /** New requests come only when earlier ones have ended: load never exceeds what is served. */
  readonly waitsForAnswers?: boolean
}
export interface WorkloadContext extends RoleContext {
  readonly prompt: Length
  readonly output: Length
  /** Prompts and outputs share prefixes through content: see kv/content.ts. */
  readonly content: ContentWriter
  /** Arrival tables named in the document. */
  readonly table: (key: string) => ArrivalTable | null
  /** Draws a service class for request number `index` by the shares of the set-up. */
  readonly drawClass: (index: number) => number
  /** How many times as long as the set-up's the prompts and answers of a class are. */
  readonly scales: readonly { readonly prompt: number; readonly output: number }[]
  /** Sharing of system prompts: group of request number `index` or −1, and its tokens. */
  readonly systemPrompt: { readonly tokens: Tokens; groupOf(index: number): number }
  /** Burst events of the document, sorted by time: `requests` more arrive within `over` seconds from `at`. */
  readonly bursts: readonly {
    readonly at: Seconds
    readonly requests: number
    readonly over: Seconds
    readonly promptTokens?: Tokens
    readonly outputTokens?: Tokens
  }[]
}
export type WorkloadDefinition = Definition<string, z.ZodType, Workload, WorkloadContext>
export const defineWorkload = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Workload, WorkloadContext>,
): Definition<Id, K, Workload, WorkloadContext> => definition

/**
 * Content of a request as a chain of owners: positions from `start` on belong to `owner`. An owner stands for one exact
 * continuation of what comes before it (a system prompt, a session's history, a trace's block), so equal (owner, position)
 * means an equal whole prefix, which is what a chained block hash says. Owners are numbers ≥ 0 from `newOwner` or
 * `ownerOf(kind, key)`.
 */
export interface ContentWriter {
  newOwner(): number
  /** The same number for the same key: `ownerOf('session', 7)`. */
  ownerOf(kind: string, key: number): number
  /** Appends a link for the request being taken: its positions from `start` belong to `owner`. Starts ascend. */
  link(request: RequestId, owner: number, start: Tokens): void
}

// ---------------------------------------------------------------- scheduler

export interface RequestList {
  readonly length: number
  at(index: number): RequestId
}

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
  /** Takes a running request's blocks away now (it is not in the batch yet); how is up to kvTiers. */
  preempt(victim: RequestId): void
  /**
   * Whether somebody who gives way to the request, by the scheduler's order, has blocks of its cache and is in the batch of another
   * pipeline stage now: a victim to come. `isLater`: admitted after the request.
   */
  isVictimInFlight(request: RequestId, givesWay: (other: RequestId, isLater: boolean) => boolean): boolean
  /** Best-effort order key of a request's service class: lower is more urgent. */
  priority(request: RequestId): number
}

export interface KvView {
  readonly freeBlocks: number
  readonly totalBlocks: number
  readonly blockTokens: Tokens
  /** Positions each request's blocks have room for, 0 without blocks: `reserve` has nothing to do up to there. */
  readonly room: { readonly at: Int32Array }
  /** Makes room for `tokens` more positions of the request; false (and nothing changed) when blocks are lacking. */
  reserve(request: RequestId, tokens: Tokens): boolean
  /** Blocks that `reserve(request, tokens)` would take from the free ones. */
  needed(request: RequestId, tokens: Tokens): number
  /** Whether two running requests have blocks of the same cache: a victim helps only those of its own rank. */
  areTogether(one: RequestId, other: RequestId): boolean
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
/** What a class of requests is promised. */
export interface ServiceLimits {
  readonly priority: number
  readonly ttft: Seconds
  readonly tpot: Seconds
  /** Of the whole answer, Infinity for none. */
  readonly deadline: Seconds
}
export interface SchedulerDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Scheduler, SchedulerContext> {
  /** Whether its schedulers have an `interruption`: batches need places to be stopped in. */
  readonly interrupts?: true
}
export const defineScheduler = <Id extends string, K extends z.ZodType>(
  definition: SchedulerDefinition<Id, K>,
): SchedulerDefinition<Id, K> => definition

// ---------------------------------------------------------------- retention, kvTiers

/** What happens to blocks that nobody uses: which idle block goes first when room is needed. */
export interface Retention {
  /** Whether finished content stays as idle, findable blocks at all. */
  readonly keeps: boolean
  /** What goes when room is needed: the idle block longest released, or the whole branch that ends in such a block. */
  readonly evicts: 'block' | 'branch'
}
export type RetentionDefinition = Definition<string, z.ZodType, Retention, null>
export const defineRetention = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Retention, null>,
): Definition<Id, K, Retention, null> => definition

/** What becomes of a preempted request's KV. */
export interface KvTiers {
  /** Bytes of host memory for swapped blocks; 0 recomputes. */
  readonly hostCapacity: number
  /** Whether a victim with so many positions is better moved than computed again; always, where not given. */
  isWorthMoving?(tokens: Tokens): boolean
}
export interface KvTiersContext {
  /** Times of computing so many positions anew, and of moving them over the host link one way. */
  recomputeTime(tokens: Tokens): Seconds
  moveTime(tokens: Tokens): Seconds
}
export type KvTiersDefinition = Definition<string, z.ZodType, KvTiers, KvTiersContext>
export const defineKvTiers = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, KvTiers, KvTiersContext>,
): Definition<Id, K, KvTiers, KvTiersContext> => definition

/** How much of the cached KV decoding reads. */
export interface KvRead {
  /** Cached positions of these streams (the first `count`) that one iteration need not read; null where it reads them all. */
  readonly unread: ((streams: Int32Array, count: number) => Tokens) | null
}
export interface KvReadContext extends RoleContext {
  readonly content: ContentReader
}
export type KvReadDefinition = Definition<string, z.ZodType, KvRead, KvReadContext>
export const defineKvRead = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, KvRead, KvReadContext>,
): Definition<Id, K, KvRead, KvReadContext> => definition

// ---------------------------------------------------------------- decoder

/** Tokens out of a decode iteration, and the work it asks for. */
export interface Decoder {
  /** Tokens the request's next decode iteration processes: 1 + what it drafts. Asked after every emission. */
  width(request: RequestId): number
  /**
   * Tokens emitted by an iteration that processed `width` tokens: 1 + accepted drafts, at most `left` (the output ends
   * there: what was drafted past the end is discarded). Adds to `context.acceptance`.
   */
  emit(request: RequestId, width: number, left: number): number
  /** Where acceptance comes from; null when nothing is ever drafted. */
  readonly drafts: Provenance | null
  /** Draft-model cost: one-token passes in sequence and time of one relative to the target's, 0 when nothing drafts. */
  readonly draftCost: number
}
export interface DecoderContext extends RoleContext {
  /** Amounts since the last iteration: [accepted, rejected, discarded, bonus]; the engine books and clears them. */
  readonly acceptance: Float64Array
  /** Where a decoder that drafts writes down each verification. */
  readonly report: () => DraftReport
  /** Real behaviour to follow; the engine has seen to it that it is here. */
  readonly find: (source: RealSource) => Found
}
export type DecoderDefinition = Definition<string, z.ZodType, Decoder, DecoderContext>
export const defineDecoder = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Decoder, DecoderContext>,
): Definition<Id, K, Decoder, DecoderContext> => definition

// ---------------------------------------------------------------- gate

/** Which experts a batch touches, layer by layer. */
export interface Gate {
  /** Starts an iteration: clears the counts. */
  open(): void
  /** The request puts `tokens` positions from `position` through the gates. */
  route(request: RequestId, position: number, tokens: number): void
  /** Ends it: fills `work` and adds (token, expert) pairs per represented layer and expert to `grid` (may be null). */
  close(work: ExpertWork, grid: Float64Array | null): void
}
export interface GateContext extends RoleContext {
  readonly experts: number
  readonly active: number
  /** Layers simulated (the knob, at most the model's MoE layers). */
  readonly layers: number
  /** Expert-parallel ranks; expert e lives on rank ⌊e × ranks / experts⌋. */
  readonly ranks: number
  /** Domain of a request (0 …), for domain-dependent popularity. */
  readonly domainOf: (request: RequestId) => number
  /** Real choices to follow; the engine has seen to it that they are here. */
  readonly find: (source: RealSource) => Found
}
export interface GateDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Gate, GateContext> {
  /** Where its choices come from; assumed where absent. */
  readonly provenance?: Provenance
  /** The real choices it follows, where it does. */
  follows?(knobs: z.output<Knobs>): RealSource
}
export const defineGate = <Id extends string, K extends z.ZodType>(
  definition: GateDefinition<Id, K>,
): GateDefinition<Id, K> => definition

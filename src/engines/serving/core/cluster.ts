/**
 * Everything that every running simulation is made of, in one structure: state, roles, tracks, and what mechanisms have brought. Event
 * handlers (lifecycle, iteration, document-events) are functions over it.
 */

import type { EventQueue } from '../../../kernel/event-queue.ts'
import type { Histogram } from '../../../kernel/histogram.ts'
import type { Memory, RequestColumn } from '../../../kernel/memory.ts'
import type { Bytes, Seconds, Tokens } from '../../../kernel/units.ts'
import type { ServiceLimits } from '../contracts/definition.ts'
import type { Pool } from '../contracts/placement.ts'
import type { Found, RealSource } from '../contracts/real-source.ts'
import type { RequestId } from '../contracts/request.ts'
import type { ClusterView } from '../contracts/router.ts'
import type { Content } from '../kv/content.ts'
import type { Requests } from '../requests/requests.ts'
import type { ServingSetup } from '../set-up/schema.ts'
import type { Installed } from './hooks.ts'
import type { Instance } from './instance.ts'
import type { Recording, RecordingOptions } from './recording.ts'
import type { Roles } from './roles.ts'

/** Kinds of events that every run has; what a and b mean. Those of mechanisms have the numbers from `OWN_EVENTS` on. */
export const EventKind = {
  /** a = index into the document's events. */
  document: 0,
  /** a = instance, b = batch slot | life << LIFE_BITS. */
  iterationEnd: 1,
  /** The first pipeline stage is free: a = instance, b = life << LIFE_BITS. */
  stageFree: 2,
  /** a = request. */
  timeout: 3,
  cancellation: 4,
  arrival: 5,
  /** A controller looks and acts: a = which. */
  control: 6,
} as const
export const OWN_EVENTS = 7

/** Instances have a life (they can die and be restored): events carry it, so that those of a former life are dropped. */
export const LIFE_BITS = 10
export const SLOT = (1 << LIFE_BITS) - 1

export interface Limits {
  /** Most waiting requests an instance takes, Infinity for no limit. */
  readonly queue: number
  /** Most positions of a request, prompt and answer together. */
  readonly length: Tokens
  /** Most positions that a stream computes at once, whichever decoder the run comes to. */
  readonly widest: Tokens
  /** A request without a first token after this is given up by the server; Infinity never. */
  readonly timeout: Seconds
  /** Mean patience of clients; Infinity for patient ones. */
  readonly patience: Seconds
}

/** Running totals that a summary needs and columns do not hold. */
export interface Totals {
  finished: number
  rejected: number
  cancelled: number
  timedOut: number
  /** Answers cut at the length limit. */
  truncated: number
  preemptions: number
  iterations: number
  tokensProcessed: Tokens
  tokensEmitted: Tokens
  /** Positions computed a second time after a preemption. */
  tokensRecomputed: Tokens
  /** Time of the next arrival that is in the event queue. */
  arrivalAt: Seconds
  /** Largest gap between tokens of the iteration in hand. */
  worstGap: Seconds
  /** Instances killed so far: events of former lives exist only then. */
  deaths: number
  /** Requests whose client has left while they are in a batch. */
  leaving: number
  /** Σ over instances of the time in which an iteration was under way, up to the last that ended (see busy-time.ts). */
  busy: Seconds
  /** 1 when the run is over. */
  stopped: 0 | 1
}

/** Iterations in a row that are alike and ask nobody: see stretch.ts. */
export interface Stretch {
  readonly isOn: boolean
  /** After an iteration has ended and nobody left: begins where the next ones are known to be alike. */
  begin(now: Seconds): void
  /** Takes what the next iteration needs; false when blocks are lacking. */
  next(): boolean
  /** An iteration of it has ended; true when with it an answer is complete. */
  endStep(now: Seconds): boolean
  /** Brings the columns up to date and ends it. */
  settle(): void
  /** The columns have been replaced. */
  forget(): void
}

export interface Cluster {
  readonly setup: ServingSetup
  /** Real behaviour that roles follow. */
  readonly find: (source: RealSource) => Found
  readonly pools: readonly Pool[]
  /** What this run has beyond what every run has. */
  readonly mechanisms: Installed
  readonly memory: Memory
  readonly requests: Requests
  readonly content: Content
  readonly queue: EventQueue
  readonly instances: readonly Instance[]
  /** By instance. */
  readonly stretches: readonly Stretch[]
  /** Replaced as a whole by a patch. */
  roles: Roles
  /** Replaced when a replay reaches the window it is about. */
  recording: Recording
  readonly recordingOptions: RecordingOptions
  readonly totals: Totals
  readonly gaps: Histogram
  /** Every preemption so far, in order. A log like a track: not state, a resumed simulation begins an empty one. */
  readonly preempted: { readonly times: Seconds[]; readonly rows: RequestId[] }
  readonly limits: Limits
  /** What routers see; a mechanism may show them something else. */
  clusterView: ClusterView
  /**
   * Instances that take arrivals, those that receive KV of others' prompts, those that take the request in hand, those that drain,
   * and the time: what the view reads.
   */
  readonly alive: { instances: number[]; receivers: number[]; offered: number[]; draining: number[]; now: Seconds }
  /**
   * The event loop's: `now`, its clock; `until`, how far iterations may run without an event; `again`, set when they ran and the
   * next one must be planned at the clock's new time.
   */
  readonly pace: { now: Seconds; until: Seconds; again: boolean; patches: number }
  readonly patience: (request: RequestId) => Seconds
  /** KV bytes of one block of one request on all its devices. */
  readonly blockBytes: Bytes
  /** Phase to enter when the iteration in hand ends (a client left meanwhile), 0 none. */
  readonly leaving: RequestColumn<'u8'>
  /** Lane of the request in the Gantt. */
  readonly lane: RequestColumn<'i32'>
  readonly lanes: { free: number[]; used: number }
  /** Instances whose plan is due once everything at this time has been handled. */
  readonly due: Uint8Array
  readonly classes: readonly ServiceClass[]
  readonly horizon: Seconds
}

export interface ServiceClass extends ServiceLimits {
  readonly name: string
}

/**
 * Where the core asks whoever wants to know: moments of a run at which mechanisms act. The core calls arrays that are filled when the
 * cluster is built, and empty where nobody uses them; it knows no mechanism by name.
 */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { RequestId } from '../contracts/request.ts'
import type { BurstEvent, PatchEvent, ServingEvent } from '../set-up/event-kinds.ts'
import type { Batch } from './batch.ts'
import type { Instance } from './instance.ts'
import type { OwnTracks, QueueSeries } from './recording.ts'
import type { Roles } from './roles.ts'

export interface Hooks {
  /** The request is here, and nobody has been asked for its instance. */
  arriving(request: RequestId): void
  /** Everybody who was due by now has arrived. */
  arrived(now: Seconds): void
  /** No instance takes the request; so many were asked. */
  unrouted(request: RequestId, asked: number, now: Seconds): void
  /** Before the router is asked for the instance of a request. */
  routing(request: RequestId): void
  /** The request waits at the instance from now on. */
  routed(instance: Instance, request: RequestId, now: Seconds): void
  /** A running request is about to lose its blocks. */
  preempting(request: RequestId): void
  /** What it computed is kept somewhere; true where it is, and then nobody else is asked. Else it is gone. */
  keeping(instance: Instance, request: RequestId, now: Seconds): boolean
  /** What was computed of the request beyond `kept` positions is void; its columns still say how much that is. */
  cutting(instance: Instance, request: RequestId, kept: Tokens): void
  /** The request is over, in the phase that it goes to; its columns still say where it was. */
  ending(request: RequestId, phase: number, now: Seconds): void
  /** Everything at this time has been handled, and instances are about to plan. */
  planning(now: Seconds): void
  /** An instance is to begin something now. True where that has been seen to. */
  beginning(instance: Instance, now: Seconds): boolean
  /** Whether room of the instance is for who comes back there: nobody new is admitted until then. */
  holding(instance: Instance): boolean
  /** The instance is about to ask its scheduler. */
  asking(instance: Instance, now: Seconds): void
  /** The batch is complete, and its work summed but for that of experts. */
  batched(instance: Instance, batch: Batch): void
  /** From when on the instance may write into its free blocks, which it would do from `begin` on. */
  delaying(instance: Instance, begin: Seconds): Seconds
  /** How long the iteration takes that would take `time`. */
  timing(instance: Instance, batch: Batch, time: Seconds, now: Seconds): Seconds
  /** A batch has its time and begins at `begin`; `lastEnd` of the instance is still that of the one before. */
  launching(instance: Instance, batch: Batch, begin: Seconds): void
  /** An iteration has begun, or goes on after it was stopped. */
  begun(now: Seconds): void
  /** The scheduler had nothing for the instance. True where something begins all the same. */
  resting(instance: Instance, now: Seconds): boolean
  /** Whether something under way will free or bring what an instance that stands still waits for. */
  awaiting(instance: Instance, now: Seconds): boolean
  /** A piece of a prompt has been computed; the request's columns are up to date. */
  computed(instance: Instance, request: RequestId): void
  /** The first token of an answer has come out. */
  answering(instance: Instance, request: RequestId, now: Seconds): void
  /** All pieces of the iteration have been booked; who is done has left. */
  prefilled(instance: Instance, batch: Batch, now: Seconds): void
  /** An iteration has ended and is booked. Where anybody asks this, every iteration is an event of its own: there are no stretches. */
  iterated(batch: Batch, now: Seconds): void
  /** The instance takes nobody new from now on: who was to come there and has not set out may go elsewhere. */
  draining(instance: Instance): void
  /** The instance has just died: what others have set aside there, or meant it to become, is off. */
  dying(instance: Instance): void
  /** Requests of the instance that are in none of its lists, in the order in which they would be back. */
  absent(instance: Instance): readonly RequestId[]
  /** The instance of the request has died. */
  orphaned(request: RequestId): void
  /** An instance that died holds nothing any more. */
  emptied(instance: Instance): void
  /** Tracks begin, or those of this instance are not what they were (null: of all). */
  marking(instance: Instance | null, now: Seconds): void
  /** No iteration is under way anywhere: what came out last is over. */
  silent(now: Seconds): void
  /** Who serves has changed, by this event of the document or (null) without one. */
  serving(event: string | null, now: Seconds): void
  /** Somebody takes requests again. */
  opened(now: Seconds): void
  /** A patch has put new roles in the place of these. */
  patched(before: Roles, now: Seconds): void
}

export type HookLists = { readonly [K in keyof Hooks]: Hooks[K][] }

/** One literal, made once: every run's hooks have the same shape, and the hot loop's compiled code asks for one. */
export const noHooks = (): HookLists => ({
  arriving: [],
  arrived: [],
  unrouted: [],
  routing: [],
  routed: [],
  preempting: [],
  keeping: [],
  cutting: [],
  ending: [],
  planning: [],
  beginning: [],
  holding: [],
  asking: [],
  batched: [],
  delaying: [],
  timing: [],
  launching: [],
  begun: [],
  resting: [],
  awaiting: [],
  computed: [],
  answering: [],
  prefilled: [],
  iterated: [],
  draining: [],
  dying: [],
  absent: [],
  orphaned: [],
  emptied: [],
  marking: [],
  silent: [],
  serving: [],
  opened: [],
  patched: [],
})

/** A kind of event that is a mechanism's own: its number is given when the cluster is built. */
export interface OwnEvent {
  /** From the kernel's priorities.ts. */
  readonly priority: number
  handle(a: number, b: number, now: Seconds): void
  /** Whether nothing would happen at it, so that the clock must not run on to it: see idle-events.ts. */
  isIdle?(a: number, b: number): boolean
  /** It was idle and has been taken out. */
  skip?(): void
}

/** Puts such an event into the queue. */
export type Schedule = (time: Seconds, a: number, b: number) => void

/** Looks at regular times and acts: see control.ts. */
export interface Controller {
  /** Of those that look at the same time the lower goes first: reports before those who decide by them. */
  readonly turn: number
  interval(): Seconds
  /** `again`: the next look may find something to do though nothing happens until then. */
  act(now: Seconds): 'again' | undefined
}

/** One that finds the same as long as nothing happens. */
export const once =
  (act: (now: Seconds) => void): Controller['act'] =>
  (now) => {
    act(now)
    return undefined
  }

/** Acts on an event of the document that is about an instance. */
export type ActOnInstance = (event: Exclude<ServingEvent, PatchEvent | BurstEvent>, now: Seconds) => void

/** What the mechanisms of a run have brought. */
export interface Installed {
  readonly hooks: HookLists
  /** By number of the kind, from `OWN_EVENTS` on. */
  readonly events: OwnEvent[]
  readonly controllers: Controller[]
  readonly tracks: OwnTracks[]
  readonly queue: QueueSeries[]
  /** By kind of the document's event. */
  readonly documents: Map<string, ActOnInstance>
  /** What they remember, and what of it algorithms see, by id. */
  readonly states: Map<string, unknown>
  readonly facts: Map<string, unknown>
}

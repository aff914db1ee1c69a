/**
 * A mechanism: what a run can have beyond what every run has (KV that moves, a fleet that grows, contexts that stream in). It is a folder
 * with its state, its events, the moments at which it acts, its figures and questions; the core calls whoever has said so when the cluster
 * was built.
 */

import { InvariantError } from '../../../kernel/problem.ts'
import type { AnswerEntry } from '../../../kernel/question.ts'
import type { Recorder } from '../../../kernel/tracks.ts'
import type { Decoder } from '../contracts/decoder.ts'
import type { Fact } from '../contracts/fact.ts'
import type { VisibleRequests } from '../contracts/request.ts'
import type { ServingEvent } from '../set-up/event-kinds.ts'
import type { resolveHardware } from '../set-up/hardware.ts'
import type { ServingSetup } from '../set-up/schema.ts'
import type { AnyAccount } from './account.ts'
import { type Cluster, OWN_EVENTS } from './cluster.ts'
import {
  type ActOnInstance,
  type Controller,
  type HookLists,
  type Hooks,
  type Installed,
  noHooks,
  type OwnEvent,
  type Schedule,
} from './hooks.ts'
import type { Past } from './past.ts'
import type { OwnTracks, QueueSeries } from './recording.ts'

export interface Mechanism {
  readonly id: string
  /** Null where the run does not use it. Roles are not built yet: what handlers ask of them they find when they run. */
  install(cluster: Cluster, run: RunFacts): Parts | null
  /** Its report and its figures. */
  readonly account?: AnyAccount
  /** Questions about it, answered: their definitions stand in asked.ts, where the page finds them. */
  readonly questions?: readonly ((run: Past) => AnswerEntry)[]
}

/** What is known of a run before it begins. */
export interface RunFacts {
  /** At the start, and of later patches. */
  readonly setups: readonly ServingSetup[]
  readonly events: readonly ServingEvent[]
  readonly hardware: ReturnType<typeof resolveHardware>
  /** Of all set-ups; only once roles are built. */
  readonly decoders: () => readonly Decoder[]
  /** A kind of event of one's own. */
  event(kind: OwnEvent): Schedule
}

export interface Parts {
  readonly hooks?: Partial<Hooks>
  readonly controllers?: readonly Controller[]
  readonly tracks?: OwnTracks
  /** What the queue tracks of instances show beside who runs and waits. */
  readonly queue?: readonly QueueSeries[]
  /** Events of the document that it acts on, by their kind. */
  readonly documents?: Readonly<Record<string, ActOnInstance>>
  /** What others may read: found by its key. */
  readonly state?: Kept
  /** What algorithms see of it, by their contracts: no more than a server could know. */
  readonly facts?: readonly Kept[]
}

/** A name under which a mechanism's state or its tracks are found, and their type. */
export interface StateKey<S> {
  readonly id: string
  /** Only for the compiler. */
  readonly type?: (state: S) => S
}

export interface Kept {
  readonly id: string
  readonly state: unknown
}

/** Tracks under a name and with a type of their own. */
export const ownTracks = <T>({ id }: StateKey<T>, open: (recorder: Recorder, rows: number) => T): OwnTracks => ({
  id,
  open,
})

export const keep = <S>({ id }: StateKey<S>, state: S): Kept => ({ id, state })

export const publish = <T>({ id }: Fact<T>, value: T): Kept => ({ id, state: value })

/** As the mechanism that publishes it says, or what is true of these requests where the run has none. */
export const factOf = <T>(
  { mechanisms, requests }: Pick<Cluster, 'mechanisms' | 'requests'>,
  { id, otherwise }: Fact<T>,
  visible: VisibleRequests = requests,
): T => (mechanisms.facts.get(id) as T | undefined) ?? otherwise(visible)

/** Null where the run does not use that mechanism. */
export const stateOf = <S>({ mechanisms }: Pick<Cluster, 'mechanisms'>, { id }: StateKey<S>): S | null =>
  (mechanisms.states.get(id) as S | undefined) ?? null

export const nothingInstalled = (): Installed => ({
  hooks: noHooks(),
  events: [],
  controllers: [],
  tracks: [],
  queue: [],
  documents: new Map(),
  states: new Map(),
  facts: new Map(),
})

/** In the order of the registry: so they are called. */
export function install(cluster: Cluster, mechanisms: readonly Mechanism[], run: Omit<RunFacts, 'event'>): void {
  const { hooks, events, controllers, tracks, queue: series, documents, states, facts } = cluster.mechanisms
  const { queue } = cluster
  const event = (kind: OwnEvent): Schedule => {
    const number = OWN_EVENTS + events.push(kind) - 1
    const { priority } = kind
    return (time, a, b) => queue.push(time, priority, number, a, b)
  }
  for (const mechanism of mechanisms) {
    const parts = mechanism.install(cluster, { ...run, event })
    if (parts === null) continue
    for (const name of Object.keys(parts.hooks ?? {}) as (keyof Hooks)[]) addHook(hooks, name, parts.hooks?.[name])
    controllers.push(...(parts.controllers ?? []))
    series.push(...(parts.queue ?? []))
    if (parts.tracks) tracks.push(parts.tracks)
    for (const [kind, handle] of Object.entries(parts.documents ?? {})) addOnce(documents, kind, handle)
    if (parts.state) addOnce(states, parts.state.id, parts.state.state)
    for (const { id, state } of parts.facts ?? []) addOnce(facts, id, state)
  }
  controllers.sort((a, b) => a.turn - b.turn)
}

function addHook<K extends keyof Hooks>(lists: HookLists, name: K, hook: Hooks[K] | undefined): void {
  if (hook !== undefined) lists[name].push(hook)
}

function addOnce<T>(map: Map<string, T>, id: string, value: T): void {
  if (map.has(id)) throw new InvariantError(`two mechanisms answer for ${id}`)
  map.set(id, value)
}

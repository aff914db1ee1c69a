/** New arms as edits: a copy to change, or a fork that is the same run up to a moment and another one from there on. */
import { canonicalJson } from '../experiment/canonical.ts'
import type { Experiment } from '../experiment/document.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'
import type { DocumentState } from './document.ts'
import { mostArms } from './reading.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

export const hasRoomForArm = ({ arms }: Experiment): boolean => Object.keys(arms).length < mostArms

/** The name of the next arm: the first letter that is free. */
function freeArm({ arms }: Experiment): ArmKey {
  const keys = Object.keys(arms)
  return [...LETTERS].find((letter) => !keys.includes(letter)) ?? `arm${keys.length}`
}

/** What happens at the moment of a fork: an event's kind and details (panels/setup/event-kinds.ts). */
export interface ForkEvent {
  readonly kind: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Adds a copy of the arm on the form and puts it on the form: one step of undo. Does nothing without room. */
export function addArm(store: DocumentState): void {
  add(store, {})
}

/** The same with an event at `at` that happens in the new arm only; where the fork came from stays in the event's name. */
export function forkArm(store: DocumentState, at: Seconds, { kind, details }: ForkEvent): void {
  const key = freeArm(store.document)
  const moment = Math.round(at * 100) / 100
  add(store, { [`events.fork-${key}-${store.arm}`]: { at: moment, kind, arm: key, ...details } })
}

function add({ document, arm, editAll, selectArm }: DocumentState, alongside: Readonly<Record<string, unknown>>): void {
  if (!hasRoomForArm(document)) return
  const key = freeArm(document)
  // What happens only in the arm that is copied happens in the copy too: a fork of a fork is the same until its own moment.
  const own = Object.entries(document.events ?? {}).filter(([, event]) => event.arm === arm)
  const copies = Object.fromEntries(own.map(([name, event]) => [`events.${key}-${name}`, { ...event, arm: key }]))
  editAll({ [`arms.${key}`]: document.arms[arm] ?? {}, ...copies, ...alongside })
  selectArm(key)
}

/** An earlier arm that this one is the same run as, and the moment from which it is another. */
export interface SharedPast {
  readonly base: ArmKey
  readonly until: Seconds
}

export type SharedPasts = Readonly<Record<ArmKey, SharedPast>>

/** Of every arm that has one. The same object as long as arms and events are: charts paint again for another one. */
export function sharedPasts(document: Experiment): SharedPasts {
  const { arms, events } = document
  const keys = Object.keys(arms)
  if (keys.length < 2) return none
  const known = kept.get(arms)
  if (known !== undefined && known.events === events) return known.pasts
  const pasts = Object.fromEntries(
    keys.flatMap((arm) => {
      const past = sharedPast(document, arm)
      return past === null ? [] : [[arm, past] as const]
    }),
  )
  kept.set(arms, { events, pasts })
  return pasts
}

const none: SharedPasts = {}
const kept = new WeakMap<Experiment['arms'], { readonly events: Experiment['events']; readonly pasts: SharedPasts }>()

/**
 * What an arm shares with the earlier one that it left last: same set-up, same events up to a moment. Null where nothing is
 * shared, and where the two are the same to the end: then there is no fork to draw.
 */
function sharedPast(document: Experiment, arm: ArmKey): SharedPast | null {
  const keys = Object.keys(document.arms)
  const setup = canonicalJson(document.arms[arm] ?? {})
  let last: SharedPast | null = null
  for (const base of keys.slice(0, Math.max(0, keys.indexOf(arm)))) {
    if (canonicalJson(document.arms[base]) !== setup) continue
    const until = partingOf(document, base, arm)
    if (until > (last?.until ?? 0)) last = { base, until }
  }
  return last !== null && Number.isFinite(last.until) ? last : null
}

/** The first event that one of two arms has and the other has not; Infinity where there is none. */
function partingOf({ events }: Experiment, one: ArmKey, other: ArmKey): Seconds {
  const of = (key: ArmKey) =>
    Object.values(events ?? {})
      .filter(({ arm }) => arm === undefined || arm === key)
      .map(({ arm: _, ...event }) => ({ at: event.at as Seconds, text: canonicalJson(event) }))
  const [mine, theirs] = [of(one), of(other)]
  const count = (list: typeof mine, wanted: string) => list.filter(({ text }) => text === wanted).length
  return [...mine, ...theirs].reduce(
    (first, { at, text }) => (count(mine, text) === count(theirs, text) ? first : Math.min(first, at)),
    Number.POSITIVE_INFINITY,
  )
}

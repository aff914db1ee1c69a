/** New arms as edits: a copy to change, or a fork that is the same run up to a moment and another one from there on. */
import type { Experiment } from '../experiment/document.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'
import type { DocumentState } from './document.ts'
import { mostArms } from './reading.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

export const hasRoomForArm = ({ arms }: Experiment): boolean => Object.keys(arms).length < mostArms

/** The name of the next arm: the first letter that is free. */
export function freeArm({ arms }: Experiment): ArmKey {
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

/** Where an arm was forked and what from; null for an arm that is no fork. */
export function forkOf(
  { events, arms }: Experiment,
  arm: ArmKey,
): { readonly base: ArmKey; readonly at: Seconds } | null {
  for (const [name, event] of Object.entries(events ?? {})) {
    const [, fork, base] = /^fork-([a-z0-9]+)-([a-z0-9]+)$/.exec(name) ?? []
    if (fork === arm && event.arm === arm && base !== undefined && Object.hasOwn(arms, base))
      return { base, at: event.at }
  }
  return null
}

/** Events as the form sees them: those that happen in the arm on it, and a new one, which is that arm's as a knob would be. */
import type { Experiment, ExperimentEvent } from '../experiment/document.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'
import type { ForkEvent } from './arms.ts'
import type { DocumentState } from './document.ts'

export interface NamedEvent {
  readonly name: string
  readonly event: ExperimentEvent
}

/** By time, then name: of this arm alone and of every arm. */
export function eventsIn({ events = {} }: Experiment, arm: ArmKey): readonly NamedEvent[] {
  return Object.entries(events)
    .map(([name, event]) => ({ name, event }))
    .filter(({ event }) => event.arm === undefined || event.arm === arm)
    .sort((a, b) => a.event.at - b.event.at || (a.name < b.name ? -1 : 1))
}

/** What an event says of its arm: nothing as long as there is one, so that a later copy has it too. */
export const ownArm = ({ arms }: Experiment, arm: ArmKey): { readonly arm?: ArmKey } =>
  Object.keys(arms).length > 1 ? { arm } : {}

/** Adds an event to the arm on the form and returns its name. */
export function addEvent({ document, arm, edit }: DocumentState, at: Seconds, { kind, details }: ForkEvent): string {
  const taken = Object.keys(document.events ?? {})
  let name = kind
  for (let n = 2; taken.includes(name); n++) name = `${kind}${n}`
  // Two decimals: an event at 12.483920 s would only make the link longer.
  edit(`events.${name}`, { at: Math.round(at * 100) / 100, kind, ...ownArm(document, arm), ...details })
  return name
}

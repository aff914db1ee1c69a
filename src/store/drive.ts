/**
 * Driving: while it is on, a knob that is moved changes from the playhead on and not from the start. Each gesture is one event of
 * the document, so a drive is shared, repeated and undone like any other edit.
 */

import { defaultsOf } from '../experiment/defaults.ts'
import type { Experiment, Patch } from '../experiment/document.ts'
import { apply } from '../experiment/patch.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'
import type { DocumentState } from './document.ts'
import { ownArm } from './events.ts'
import { wholeSetupOf } from './reading.ts'

/** Moves of one knob closer together than this are one event, seconds of simulated time. */
const TOGETHER = 0.25

/** Changes a knob of the arm on the form from `at` on; null puts back what holds without it. */
export function drive(
  { document, arm, editAll }: DocumentState,
  at: Seconds,
  change: { readonly path: string; readonly value: unknown; readonly gesture?: string },
): void {
  const { path, value, gesture } = change
  const moment = Math.round(at * 100) / 100
  const key = driveAt(document, arm, moment) ?? `drive-${arm}-${Math.round(moment * 100)}`
  const isNew = document.events?.[key] === undefined
  editAll(
    {
      ...(isNew && { [`events.${key}`]: { at: moment, kind: 'patch', ...ownArm(document, arm), patch: {} } }),
      [`events.${key}.patch.${path}`]: value,
    },
    gesture === undefined ? undefined : `${key} ${gesture}`,
  )
}

/** The drive of this arm that is still in hand at that moment. */
function driveAt({ events }: Experiment, arm: ArmKey, at: Seconds): string | null {
  for (const [key, event] of Object.entries(events ?? {})) {
    if (key.startsWith(`drive-${arm}-`) && at >= event.at && at - event.at <= TOGETHER) return key
  }
  return null
}

/** The set-up of an arm as it is at a moment: what it began with and every change until then. */
export function setupAt(document: Experiment, arm: ArmKey, at: Seconds) {
  const { choices } = defaultsOf(document)
  return Object.values(document.events ?? {})
    .filter((event) => event.kind === 'patch' && event.at <= at && (event.arm === undefined || event.arm === arm))
    .sort((a, b) => a.at - b.at)
    .reduce((setup, { patch }) => apply(setup, (patch ?? {}) as Patch, choices), wholeSetupOf(document, arm))
}

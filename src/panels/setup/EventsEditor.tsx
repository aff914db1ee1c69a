/**
 * Events of the arm on the form: bursts, failures, changes at a time. Each is a small form; adding one happens at the playhead, in the
 * selected arm, as a knob would.
 */

import { lazy, Suspense, useState } from 'react'
import type { ExperimentEvent } from '../../experiment/document.ts'
import { FieldList } from '../../forms/FieldList.tsx'
import { addEvent, eventsIn } from '../../store/events.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { eventKinds } from './event-kinds.ts'

/** An event that changes knobs is rare, and its form opened rarer. */
const PatchFields = lazy(async () => ({ default: (await import('./PatchFields.tsx')).PatchFields }))

export function EventsEditor() {
  const document = useDocument((state) => state.document)
  const arm = useDocument((state) => state.arm)
  const [opened, setOpened] = useState<string | null>(null)
  const mine = eventsIn(document, arm)
  const others = Object.keys(document.events ?? {}).length - mine.length
  const hasArms = Object.keys(document.arms).length > 1
  return (
    <section className="events" aria-labelledby="events-title">
      <h2 id="events-title">{hasArms ? say('Events in arm {arm}', { arm: arm.toUpperCase() }) : say('Events')}</h2>
      {mine.map(({ name, event }) => (
        <EventItem key={name} name={name} event={event} hasArms={hasArms} isOpenAtFirst={name === opened} />
      ))}
      {others > 0 && <p className="note">{say('{n} more in other arms only.', { n: others })}</p>}
      <AddEvent onAdd={setOpened} />
    </section>
  )
}

function AddEvent({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const { document, view } = useLab()
  const add = (id: string) => {
    const kind = eventKinds.find((one) => one.id === id)
    if (kind) onAdd(addEvent(document.getState(), view.getState().playhead, { kind: id, details: kind.start }))
  }
  return (
    <select
      className="add"
      aria-label={say('Add an event at the playhead')}
      value=""
      onChange={(event) => add(event.target.value)}
    >
      <option value="">{say('+ Add an event…')}</option>
      {eventKinds.map((kind) => (
        <option key={kind.id} value={kind.id}>
          {say(kind.title)}
        </option>
      ))}
    </select>
  )
}

interface EventItemProps {
  readonly name: string
  readonly event: ExperimentEvent
  /** Whether there are several, so that one that happens in all of them says so. */
  readonly hasArms: boolean
  readonly isOpenAtFirst: boolean
}

function EventItem({ name, event, hasArms, isOpenAtFirst }: EventItemProps) {
  const { document } = useLab()
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const kind = eventKinds.find((one) => one.id === event.kind)
  const path = `events.${name}`
  const form = {
    setup: event,
    base: {},
    problems: [],
    isLocked: () => false,
    idPrefix: `event-${name}`,
    edit: (below: string, value: unknown, gesture?: string) =>
      document.getState().edit(`${path}.${below}`, value, gesture && `${name}-${gesture}`),
    mend: () => undefined,
  }
  return (
    <details className="group" open={isOpen} onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>
        <span className="group-title">{kind?.title ?? event.kind}</span>
        <span className="group-summary num">
          {say('at {moment}', { moment: formatMoment(event.at) })}
          {hasArms && event.arm === undefined && `, ${say('every arm')}`}
        </span>
      </summary>
      {isOpen && (
        <div className="group-fields">
          <p className="choice-help">{kind?.help ?? 'This kind of event is not known here; the engine says more.'}</p>
          {kind && <FieldList fields={kind.fields} form={form} />}
          <ArmOfEvent path={path} arm={typeof event.arm === 'string' ? event.arm : ''} />
          {event.kind === 'patch' && (
            <Suspense fallback={null}>
              <PatchFields path={`${path}.patch`} patch={patchOf(event)} />
            </Suspense>
          )}
          <button type="button" className="quiet" onClick={() => document.getState().edit(path, null)}>
            {say('Remove this event')}
          </button>
        </div>
      )}
    </details>
  )
}

/** Which arm an event happens in; all of them where it names none. Needs no words while there is one arm. */
function ArmOfEvent({ path, arm }: { readonly path: string; readonly arm: string }) {
  const { document } = useLab()
  const arms = useDocument((state) => state.document.arms)
  const keys = Object.keys(arms)
  if (keys.length < 2 && arm === '') return null
  return (
    <div className="field field-row">
      <label htmlFor={`${path}-arm`}>{say('In')}</label>
      <select
        id={`${path}-arm`}
        value={arm}
        onChange={(event) => document.getState().edit(`${path}.arm`, event.target.value || null)}
      >
        <option value="">{say('every arm')}</option>
        {keys.map((key) => (
          <option key={key} value={key}>
            {say('arm {arm}', { arm: key.toUpperCase() })}
          </option>
        ))}
      </select>
    </div>
  )
}

const patchOf = ({ patch }: ExperimentEvent): Readonly<Record<string, unknown>> =>
  typeof patch === 'object' && patch !== null ? (patch as Readonly<Record<string, unknown>>) : {}

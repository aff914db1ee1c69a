/**
 * Events of the arm on the form: bursts, failures, changes at a time. Each is a small form; adding one happens at the playhead, in the
 * selected arm, as a knob would.
 */

import { lazy, Suspense, useState } from 'react'
import type { ExperimentEvent } from '../../experiment/document.ts'
import { addEvent, eventsIn } from '../../store/events.ts'
import { useDocument, useLab, useManifest } from '../../store/lab-context.tsx'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { eventKinds } from './event-kinds.ts'

/** The form of an event comes when one is opened. */
const EventFields = lazy(async () => ({ default: (await import('./EventFields.tsx')).EventFields }))

export function EventsEditor() {
  const document = useDocument((state) => state.document)
  const arm = useDocument((state) => state.arm)
  const [opened, setOpened] = useState<string | null>(null)
  const mine = eventsIn(document, arm)
  const others = Object.keys(document.events ?? {}).length - mine.length
  const hasArms = Object.keys(document.arms).length > 1
  const hasEvents = useManifest()?.events !== undefined
  if (!hasEvents && mine.length + others === 0) return null
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
  const known = useManifest()?.events
  if (!known) return null
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
      {eventKinds
        .filter(({ id }) => known.includes(id))
        .map((kind) => (
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
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  const kind = eventKinds.find((one) => one.id === event.kind)
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
        <Suspense fallback={null}>
          <EventFields name={name} event={event} />
        </Suspense>
      )}
    </details>
  )
}

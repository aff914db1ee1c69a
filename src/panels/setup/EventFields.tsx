/** The form of one event: its fields, the arm it happens in, the knobs that it changes, and the way to be rid of it. */
import { lazy, Suspense } from 'react'
import type { ExperimentEvent } from '../../experiment/document.ts'
import { FieldList } from '../../forms/FieldList.tsx'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { eventForms } from './event-forms.ts'

/** An event that changes knobs is rare. */
const PatchFields = lazy(async () => ({ default: (await import('./PatchFields.tsx')).PatchFields }))

interface EventFieldsProps {
  readonly name: string
  readonly event: ExperimentEvent
}

export function EventFields({ name, event }: EventFieldsProps) {
  const { document } = useLab()
  const path = `events.${name}`
  const shape = Object.hasOwn(eventForms, event.kind) ? eventForms[event.kind] : undefined
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
    <div className="group-fields">
      <p className="choice-help">{shape?.help ?? 'This kind of event is not known here; the engine says more.'}</p>
      {shape && <FieldList fields={shape.fields} form={form} />}
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

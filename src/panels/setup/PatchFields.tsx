/** The knob a patch event changes: picked from the whole description, then shown as its own field. */

import { useState } from 'react'
import { FieldList } from '../../forms/FieldList.tsx'
import { openFields, valueAt } from '../../forms/field-values.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { patched, wholeSetupOf } from '../../store/reading.ts'
import { say } from '../../ui/words.ts'

interface PatchFieldsProps {
  /** Document path of the patch. */
  readonly path: string
  readonly patch: Readonly<Record<string, unknown>>
}

export function PatchFields({ path, patch }: PatchFieldsProps) {
  const { document: store } = useLab()
  const document = useDocument((state) => state.document)
  const groups = useRun((run) => run.description?.groups) ?? []
  const setup = patched(wholeSetupOf(document), patch)
  const fields = groups.flatMap((group) => [...openFields(group.fields, setup)])
  const [picked, setPicked] = useState('')
  const changed = fields.filter((field) => {
    const value = valueAt(patch, field.kind === 'choice' ? `${field.path}.id` : field.path)
    return value !== undefined || field.path === picked
  })
  const form = {
    setup,
    base: wholeSetupOf(document),
    problems: [],
    isLocked: () => false,
    idPrefix: path.replaceAll('.', '-'),
    edit: (below: string, value: unknown, gesture?: string) =>
      store.getState().edit(`${path}.${below}`, value, gesture && `${path}-${gesture}`),
    mend: () => undefined,
  }
  return (
    <>
      <FieldList fields={changed.map((field) => ({ ...field, level: 'basic' as const }))} form={form} />
      <select
        className="add"
        aria-label={say('Knob to change')}
        value=""
        onChange={(event) => setPicked(event.target.value)}
      >
        <option value="">{say('Pick a knob…')}</option>
        {groups.map((group) => (
          <optgroup key={group.id} label={group.title}>
            {[...openFields(group.fields, setup)].map((field) => (
              <option key={field.path} value={field.path}>
                {field.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </>
  )
}

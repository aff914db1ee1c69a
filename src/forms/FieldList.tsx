/** Fields in order: the basic ones, then the rest behind *Advanced*, which says how many of them were changed. */

import type { Field } from '../kernel/description.ts'
import { unreachable } from '../kernel/problem.ts'
import { say } from '../ui/words.ts'
import { ChoiceControl } from './ChoiceControl.tsx'
import { isChanged, openFields, problemsOf } from './field-values.ts'
import type { FormContext } from './form-context.ts'
import { NumberControl } from './NumberControl.tsx'
import { SelectControl, TextControl, ToggleControl } from './WordControls.tsx'

interface FieldListProps {
  readonly fields: readonly Field[]
  readonly form: FormContext
}

export function FieldList({ fields, form }: FieldListProps) {
  const basic = fields.filter((field) => field.level === 'basic')
  const advanced = fields.filter((field) => field.level === 'advanced')
  const changed = [...openFields(advanced, form.setup)].filter((field) =>
    isChanged(field, form.setup, form.base),
  ).length
  const hasProblem = advanced.some((field) => problemsOf(field, form.problems).length > 0)
  return (
    <>
      {basic.map((field) => (
        <FieldControl key={field.path} field={field} form={form} />
      ))}
      {advanced.length > 0 && (
        // A field with a problem must be on screen, or its mend button would be out of reach.
        <details className="advanced" open={hasProblem || undefined}>
          <summary>
            {say('Advanced')}
            {changed > 0 && <span className="changed"> {say('{n} changed', { n: changed })}</span>}
          </summary>
          {advanced.map((field) => (
            <FieldControl key={field.path} field={field} form={form} />
          ))}
        </details>
      )}
    </>
  )
}

export function FieldControl({ field, form }: { readonly field: Field; readonly form: FormContext }) {
  switch (field.kind) {
    case 'number':
      return <NumberControl field={field} form={form} />
    case 'toggle':
      return <ToggleControl field={field} form={form} />
    case 'select':
      return <SelectControl field={field} form={form} />
    case 'text':
      return <TextControl field={field} form={form} />
    case 'choice':
      return <ChoiceControl field={field} form={form} list={(fields) => <FieldList fields={fields} form={form} />} />
    default:
      return unreachable(field)
  }
}

/** The short fields: a toggle, one of a list of words, a text. Native elements, so that every input method works. */
import type { SelectField, TextField, ToggleField } from '../kernel/description.ts'
import { FieldShell } from './FieldShell.tsx'
import { valueAt } from './field-values.ts'
import type { FormContext } from './form-context.ts'

interface ControlProps<F> {
  readonly field: F
  readonly form: FormContext
}

export function ToggleControl({ field, form }: ControlProps<ToggleField>) {
  const value = (valueAt(form.setup, field.path) ?? field.default) === true
  return (
    <FieldShell
      field={field}
      form={form}
      control={(ids) => (
        <input
          id={ids.input}
          type="checkbox"
          className="switch"
          checked={value}
          aria-describedby={ids.description}
          onChange={(event) => form.edit(field.path, event.target.checked)}
        />
      )}
    />
  )
}

export function SelectControl({ field, form }: ControlProps<SelectField>) {
  const value = valueAt(form.setup, field.path)
  return (
    <FieldShell
      field={field}
      form={form}
      control={(ids) => (
        <select
          id={ids.input}
          value={typeof value === 'string' ? value : field.default}
          aria-describedby={ids.description}
          onChange={(event) => form.edit(field.path, event.target.value)}
        >
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    />
  )
}

export function TextControl({ field, form }: ControlProps<TextField>) {
  const value = valueAt(form.setup, field.path)
  return (
    <FieldShell
      field={field}
      form={form}
      wide
      control={(ids) => (
        <input
          id={ids.input}
          type="text"
          maxLength={field.maxLength}
          value={typeof value === 'string' ? value : field.default}
          aria-describedby={ids.description}
          onChange={(event) => form.edit(field.path, event.target.value, `type-${field.path}`)}
        />
      )}
    />
  )
}

/**
 * One line that says what a closed group holds: "Chunked prefill, 512 tokens". The description names the fields; whoever
 * wrote the schema knows which three words tell a set-up from another.
 */
import type { Field, FieldGroup } from '../kernel/description.ts'
import { choiceAt, openFields, type Setup, valueAt } from './field-values.ts'
import { formatKnob } from './knob-number.ts'

export function groupSummary(group: FieldGroup, setup: Setup): string {
  const fields = new Map([...openFields(group.fields, setup)].map((field) => [field.path, field]))
  const parts = group.summary.flatMap((path) => {
    const field = fields.get(path)
    const text = field ? fieldSummary(field, setup) : null
    return text === null ? [] : [text]
  })
  return parts.join(', ')
}

function fieldSummary(field: Field, setup: Setup): string | null {
  const value = valueAt(setup, field.path)
  switch (field.kind) {
    case 'choice': {
      const id = choiceAt(setup, field.path, field.default)
      return field.options.find((option) => option.id === id)?.title ?? id
    }
    case 'select':
      return field.options.find((option) => option.value === (value ?? field.default))?.label ?? null
    case 'number': {
      const number = typeof value === 'number' ? value : field.default
      if (number === 0 && field.zero) return field.zero
      if (number === 1 && !field.unit) return null // one of something goes without saying
      // A bare number says nothing without its unit: "16" of what? A fraction is as bare.
      return field.unit && field.unit !== 'fraction'
        ? `${formatKnob(number)} ${field.unit}`
        : `${field.label.toLowerCase()} ${formatKnob(number)}`
    }
    case 'toggle':
      return (value ?? field.default) === true ? field.label.toLowerCase() : null
    case 'text':
      return typeof value === 'string' && value !== '' ? value : null
  }
}

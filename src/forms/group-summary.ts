/**
 * One line that says what a closed group holds: "Chunked prefill, 512 tokens". Chosen algorithms first, then what was
 * changed, then the first basic numbers, three parts at most.
 */
import type { Field, FieldGroup } from '../kernel/description.ts'
import { choiceAt, isChanged, openFields, type Setup, valueAt } from './field-values.ts'
import { formatKnob } from './knob-number.ts'

const PARTS = 3
const noBase: Setup = {}

export function groupSummary(group: FieldGroup, setup: Setup): string {
  const fields = [...openFields(group.fields, setup)]
  const basic = fields.filter((field) => field.level === 'basic')
  const pool = basic.some((field) => fieldSummary(field, setup) !== null) ? basic : fields
  const rank = (field: Field) => (field.kind === 'choice' ? 0 : isChanged(field, setup, noBase) ? 1 : 2)
  const chosen = pool
    .map((field, order) => ({ field, order, text: fieldSummary(field, setup) }))
    .filter(({ text }) => text !== null)
    .sort((a, b) => rank(a.field) - rank(b.field) || a.order - b.order)
    .slice(0, PARTS)
    .sort((a, b) => a.order - b.order)
  return chosen.map(({ text }) => text).join(', ')
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
      // A bare number says nothing without its unit: "16" of what?
      return field.unit ? `${formatKnob(number)} ${field.unit}` : `${field.label.toLowerCase()} ${formatKnob(number)}`
    }
    case 'toggle':
      return (value ?? field.default) === true ? field.label.toLowerCase() : null
    case 'text':
      return typeof value === 'string' && value !== '' ? value : null
  }
}

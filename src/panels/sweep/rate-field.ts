/** The knob that searches turn. */
import { openFields } from '../../forms/field-values.ts'
import type { NumberField } from '../../kernel/description.ts'
import type { Described } from './described.ts'

/** The knob of the set-up that says how many requests arrive a second; null where none does. */
export function rateField(description: Described['description'], setup: Described['setup']): NumberField | null {
  for (const { fields } of description.groups) {
    for (const field of openFields(fields, setup)) {
      if (field.kind === 'number' && field.unit === 'requests/s') return field
    }
  }
  return null
}

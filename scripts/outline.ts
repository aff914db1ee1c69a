/** What the first page ships of a description: fields of the options that its experiment has chosen, names of all others. */
import { get } from '../src/experiment/path.ts'
import type { Description, Field } from '../src/kernel/description.ts'

export function outlineOf(description: Description, setup: Readonly<Record<string, unknown>>): Description {
  const outlined = (field: Field): Field => {
    if (field.kind !== 'choice') return field
    const node = get(setup, field.path) as { readonly id?: string } | undefined
    const chosen = node?.id ?? field.default
    const options = field.options.map((option) => ({
      ...option,
      fields: option.id === chosen ? option.fields.map(outlined) : [],
    }))
    return { ...field, options }
  }
  const groups = description.groups.map((group) => ({ ...group, fields: group.fields.map(outlined) }))
  return { ...description, groups, isOutline: true }
}

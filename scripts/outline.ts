/**
 * What the first page ships of a description: fields of the options that its experiment has chosen, names of all others; and of
 * figures what their rows say. What stands on the card of a figure comes with the whole, before anybody has opened one.
 */
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
  const metrics = description.metrics.map(({ formula: _f, source: _s, validity: _v, ...row }) => row)
  return { ...description, groups, metrics, isOutline: true }
}

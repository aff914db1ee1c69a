/** Where data that came with a file go in a document: the first knob that names data of that kind, and the choices above it. */
import type { DataKind, Description, Field } from '../kernel/description.ts'
import type { DataReference, Experiment } from './document.ts'

/** Edits by path that bring the data in and make the set-up use them; null where no knob names data of this kind. */
export function dataEdits(
  document: Experiment,
  description: Description | null,
  { kind, reference }: { readonly kind: DataKind; readonly reference: DataReference },
): Readonly<Record<string, unknown>> | null {
  const place = placeOf(description?.groups.flatMap(({ fields }) => fields) ?? [], kind)
  if (place === null) return null
  const key = freeKey(document, kind === 'arrivals' ? 'trace' : kind)
  return {
    [`data.${key}`]: reference,
    ...Object.fromEntries(place.choices.map(({ path, option }) => [`setup.${path}.id`, option])),
    [`setup.${place.knob}`]: key,
  }
}

interface Place {
  /** From the outside inwards. */
  readonly choices: readonly { readonly path: string; readonly option: string }[]
  readonly knob: string
}

function placeOf(fields: readonly Field[], kind: DataKind): Place | null {
  for (const field of fields) {
    if (field.kind === 'text' && field.names === kind) return { choices: [], knob: field.path }
    if (field.kind !== 'choice') continue
    for (const option of field.options) {
      const inner = placeOf(option.fields, kind)
      if (inner) return { choices: [{ path: field.path, option: option.id }, ...inner.choices], knob: inner.knob }
    }
  }
  return null
}

function freeKey({ data = {} }: Experiment, stem: string): string {
  let key = stem
  for (let n = 2; key in data; n++) key = `${stem}${n}`
  return key
}

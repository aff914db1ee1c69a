/** Where a model that came with a file goes in a document: the choice of a model, where the engine has one that takes any figures. */
import type { Description, Field } from '../kernel/description.ts'
import type { Patch } from './document.ts'

/** Edits by path; null where the engine that is described has no such choice. */
export function modelEdits(description: Description | null, patch: Patch): Readonly<Record<string, unknown>> | null {
  const fields = description?.groups.flatMap((group) => group.fields) ?? []
  return fields.some(takesAny) ? Object.fromEntries(leafEdits('setup', patch)) : null
}

const takesAny = (field: Field): boolean =>
  field.kind === 'choice' && field.path === 'model' && field.options.some(({ id }) => id === 'custom')

/** The leaves of a patch, ids first: an id that is put in brings the defaults that the other leaves change. */
function leafEdits(path: string, node: unknown): (readonly [string, unknown])[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [[path, node]]
  const entries = Object.entries(node).sort(([a], [b]) => Number(b === 'id') - Number(a === 'id'))
  return entries.flatMap(([key, child]) => leafEdits(`${path}.${key}`, child))
}

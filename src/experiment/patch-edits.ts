/** Where a part of a set-up that came with a file (a model, an accelerator) goes in a document: the fields that it names. */
import type { Description, Field } from '../kernel/description.ts'
import type { Patch } from './document.ts'

/** Edits by path; null where the engine that is described has not all of its fields. */
export function patchEdits(description: Description | null, patch: Patch): Readonly<Record<string, unknown>> | null {
  const fields = description?.groups.flatMap((group) => group.fields) ?? []
  const isKnown = Object.entries(patch).every(([path, node]) => fields.some((field) => takes(field, path, node)))
  return isKnown ? Object.fromEntries(leafEdits('setup', patch)) : null
}

/** Of a choice it must be one of the options. */
const takes = (field: Field, path: string, node: unknown): boolean =>
  field.path === path && (field.kind !== 'choice' || field.options.some(({ id }) => id === idOf(node)))

const idOf = (node: unknown): unknown => (typeof node === 'object' && node !== null && 'id' in node ? node.id : node)

/** The leaves of a patch, ids first: an id that is put in brings the defaults that the other leaves change. */
function leafEdits(path: string, node: unknown): (readonly [string, unknown])[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [[path, node]]
  const entries = Object.entries(node).sort(([a], [b]) => Number(b === 'id') - Number(a === 'id'))
  return entries.flatMap(([key, child]) => leafEdits(`${path}.${key}`, child))
}

/**
 * Patches: the difference between two settings, and how it is applied. A link, an arm, an event and a sweep point are
 * all patches, so these two functions decide what an experiment means.
 *
 * - Records merge, null deletes a key of a record, arrays and scalars replace.
 * - A node with an `id` is a choice of algorithm. A patch that changes the id replaces the node: knobs of the old
 *   algorithm never leak into the new one (a `tokenBudget` of chunked prefill means nothing to static batching).
 *
 * Law, for every base and value without null: apply(base, diff(base, value, choices), choices) = value.
 */
import type { Patch } from './document.ts'
import { DEEPEST, isRecord, isSafeKey, isSame, own, type PlainRecord } from './record.ts'

/** Path of a choice (`decoder`, `decoder.knobs.process`) → id → the knobs an algorithm starts from. */
export type Choices = Readonly<Record<string, Readonly<Record<string, Patch>>>>

/** `base` with `patch` on it. With `choices`, an algorithm that the patch puts in starts from its own knobs. */
export function apply(base: Patch, patch: Patch, choices: Choices = {}): Patch {
  return merge(base, patch, { choices, path: '', depth: 0 })
}

/** The smallest patch that makes `value` of `base`: what is equal is left out, what is gone is null. */
export function diff(base: Patch, value: Patch, choices: Choices = {}): Patch {
  return difference(base, value, { choices, path: '', depth: 0 })
}

interface Place {
  readonly choices: Choices
  readonly path: string
  readonly depth: number
}

const below = (place: Place, key: string): Place => ({
  choices: place.choices,
  path: place.path === '' ? key : `${place.path}.${key}`,
  depth: place.depth + 1,
})

/** What a node with this id is compared with: the base, or a fresh node of that id where the base is of another one. */
function startOf(base: unknown, id: unknown, place: Place): PlainRecord {
  if (typeof id === 'string') {
    const baseId = own(base, 'id')
    if (!isRecord(base) || (typeof baseId === 'string' && baseId !== id)) {
      const knobs = own(own(place.choices, place.path), id)
      return isRecord(knobs) ? { id, knobs } : isRecord(base) ? { id } : {}
    }
  }
  return isRecord(base) ? base : {}
}

function merge(base: unknown, patch: PlainRecord, place: Place): Patch {
  const from = startOf(base, own(patch, 'id'), place)
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(from)) if (isSafeKey(key)) result[key] = from[key]
  for (const key of Object.keys(patch)) {
    if (!isSafeKey(key)) continue
    const change = patch[key]
    if (change === null) delete result[key]
    else if (change !== undefined) {
      // Past the limit nothing is merged any more: hostile nesting must not use up the stack.
      const opaque = !isRecord(change) || place.depth >= DEEPEST
      result[key] = opaque ? change : merge(own(result, key), change, below(place, key))
    }
  }
  return result
}

function difference(base: unknown, value: PlainRecord, place: Place): Patch {
  const from = startOf(base, own(value, 'id'), place)
  const patch: Record<string, unknown> = {}
  // A fresh node must say its id, even where the fresh node is all there is.
  if (from !== base && typeof value.id === 'string') patch.id = value.id
  for (const key of Object.keys(value)) {
    const change = value[key]
    if (!isSafeKey(key) || change === undefined) continue
    const before = own(from, key)
    if (isRecord(change) && place.depth < DEEPEST) {
      const inner = difference(before, change, below(place, key))
      if (!isRecord(before) || Object.keys(inner).length > 0) patch[key] = inner
    } else if (!isSame(before, change)) patch[key] = change
  }
  for (const key of Object.keys(from)) if (isSafeKey(key) && own(value, key) === undefined) patch[key] = null
  return patch
}

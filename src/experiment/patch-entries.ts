/**
 * A patch as keys of a link and back: `scheduler=static`, `scheduler.maxBatch=64`, `lengths.prompt.mean=800`.
 * Both ways walk the tree the patch applies to, because only there it can be seen which node is a choice, whose
 * `knobs` step is left out and whose id stands for the node.
 */
import type { Patch } from './document.ts'
import type { Entry } from './link-text.ts'
import type { Choices } from './patch.ts'
import { DEEPEST, isRecord, own, type PlainRecord } from './record.ts'
import type { Report } from './report.ts'
import { parseValue, writeValue } from './value-text.ts'

export interface Ground {
  /** What the patch applies to. */
  readonly base: Patch
  readonly choices: Choices
}

/** Keys start with `prefix`, which ends in a dot unless empty. */
export function patchToEntries(patch: Patch, { base, choices }: Ground, prefix: string): readonly Entry[] {
  return orderedKeys(patch, base).flatMap((key) =>
    write(patch[key], { base: own(base, key), choices, real: key, said: prefix + key }),
  )
}

interface Place {
  readonly base: unknown
  readonly choices: Choices
  /** Path with `knobs`, as choices are listed. */
  readonly real: string
  /** Key of the link. */
  readonly said: string
}

function write(value: unknown, place: Place): readonly Entry[] {
  const asJson: readonly Entry[] = [[place.said, writeValue(value)]]
  if (!isRecord(value)) return asJson
  const baseId = own(place.base, 'id')
  if (typeof baseId !== 'string') return writeRecord(value, place) ?? asJson
  // A choice in its usual shape; anything else is nobody's short form and travels as JSON.
  const { id, knobs = {}, ...rest } = value
  const isUsual = Object.keys(rest).length === 0 && isRecord(knobs) && !('id' in knobs) && !('knobs' in knobs)
  if (!isUsual || (id !== undefined && typeof id !== 'string')) return asJson
  if (id === undefined || 'knobs' in value) if (Object.keys(knobs).length === 0) return asJson
  const known = knobsOf(place, id ?? baseId)
  const inner = writeRecord(knobs, { ...place, base: known, real: `${place.real}.knobs` })
  if (inner === null) return asJson
  return [
    ...(id === undefined ? [] : [[place.said, writeValue(id)] as const]),
    ...(Object.keys(knobs).length > 0 ? inner : []),
  ]
}

/** Null where a key could not be told from a path. */
function writeRecord(record: PlainRecord, place: Place): readonly Entry[] | null {
  const keys = orderedKeys(record, place.base)
  if (keys.some((key) => !/^[\w-]+$/.test(key))) return null
  if (keys.length === 0) return [[place.said, '{}']]
  return keys.flatMap((key) =>
    write(record[key], {
      ...place,
      base: own(place.base, key),
      real: `${place.real}.${key}`,
      said: `${place.said}.${key}`,
    }),
  )
}

/** Keys in the order of the settings, then the rest by name: equal documents have equal links. */
function orderedKeys(record: PlainRecord, base: unknown): readonly string[] {
  const known = isRecord(base) ? Object.keys(base).filter((key) => Object.hasOwn(record, key)) : []
  return [
    ...known,
    ...Object.keys(record)
      .filter((key) => own(base, key) === undefined)
      .sort(),
  ]
}

function knobsOf({ base, choices, real }: Place, id: string): unknown {
  return own(base, 'id') === id ? own(base, 'knobs') : own(own(choices, real), id)
}

/** The patch that entries below one prefix mean; keys come without the prefix. */
export function entriesToPatch(entries: readonly Entry[], ground: Ground, report: Report): Patch {
  const patch: Record<string, unknown> = {}
  // Ids before knobs, whatever their order in the link: the id decides what the knobs mean.
  const byDepth = entries
    .map(([key, text]) => ({ steps: key.split('.'), text }))
    .sort((a, b) => a.steps.length - b.steps.length)
  for (const { steps, text } of byDepth) {
    const key = steps.join('.').slice(0, 80)
    if (steps.length > DEEPEST) {
      report.note(
        'key-unknown',
        key,
        `“${key}…” has ${steps.length} steps; the most is ${DEEPEST}.`,
        'It was left out.',
      )
    } else if (!plant(patch, steps, parseValue(text), ground)) {
      report.note(
        'key-twice',
        key,
        `“${key}” contradicts a shorter or earlier key of the link.`,
        'The other one counts.',
      )
    }
  }
  return patch
}

/** Puts a value in; false where something else is there already. */
function plant(patch: Record<string, unknown>, steps: readonly string[], value: unknown, ground: Ground): boolean {
  let node = patch
  let base: unknown = ground.base
  let real = ''
  for (const [i, step] of steps.entries()) {
    const isLast = i === steps.length - 1
    const baseId = own(base, 'id')
    if (typeof baseId === 'string' && !(isLast && step === 'id')) {
      const id = own(node, 'id')
      base = knobsOf({ base, choices: ground.choices, real, said: '' }, typeof id === 'string' ? id : baseId)
      real = `${real}.knobs`
      const knobs = stepInto(node, 'knobs')
      if (knobs === null) return false
      node = knobs
      if (step === 'knobs' && !isLast) continue
    }
    base = own(base, step)
    real = real === '' ? step : `${real}.${step}`
    if (isLast) {
      if (own(node, step) !== undefined) return false
      node[step] = typeof value === 'string' && typeof own(base, 'id') === 'string' ? { id: value } : value
      return true
    }
    const inner = stepInto(node, step)
    if (inner === null) return false
    node = inner
  }
  return true
}

/** The record below a key, made where nothing is yet; null where something else is. */
function stepInto(node: Record<string, unknown>, key: string): Record<string, unknown> | null {
  const inner = own(node, key)
  if (inner === undefined) {
    const made: Record<string, unknown> = {}
    node[key] = made
    return made
  }
  return isRecord(inner) ? (inner as Record<string, unknown>) : null
}

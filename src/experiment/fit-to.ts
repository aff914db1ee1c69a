/**
 * What the frozen defaults can tell about a patch without the engine: settings that do not exist, and values of the
 * wrong kind (a word where a number belongs). Those are kept out and reported; ranges and lists of words are the
 * engine's to judge. An algorithm the frozen defaults do not know passes with all its knobs: the engine knows.
 */
import type { Patch } from './document.ts'
import type { Choices } from './patch.ts'
import { isRecord, own, type PlainRecord } from './record.ts'
import { type Report, shown } from './report.ts'

export interface Fitting {
  /** What the patch is a patch of: the frozen defaults, or the whole setup for an arm. */
  readonly base: Patch
  readonly choices: Choices
  readonly report: Report
  /** How keys are named in messages: `arm.b.` before the path below setup. */
  readonly prefix: string
}

export function fitTo(patch: Patch, fitting: Fitting): Patch {
  return record(patch, fitting.base, { ...fitting, real: '', said: fitting.prefix })
}

interface Place extends Fitting {
  /** Path with `knobs`, as the choices are listed. */
  readonly real: string
  /** Path as people write it, ending in a dot unless empty. */
  readonly said: string
}

function record(patch: PlainRecord, base: unknown, place: Place): Patch {
  const kept: Record<string, unknown> = {}
  for (const key of Object.keys(patch)) {
    const inner = { ...place, real: place.real === '' ? key : `${place.real}.${key}`, said: `${place.said}${key}.` }
    const value = child(patch[key], own(base, key), inner)
    if (value !== undefined) kept[key] = value
  }
  return kept
}

/** The value as far as it fits what is there without the patch; undefined where nothing of it does. */
function child(value: unknown, base: unknown, place: Place): unknown {
  const said = place.said.slice(0, -1)
  if (base === undefined) {
    for (const [path, leaf] of leaves(value, said)) {
      place.report.note('key-unknown', path, `“${path}” is no setting (given: ${shown(leaf)}).`, 'It was left out.')
    }
    return undefined
  }
  const expected = kindOf(base)
  if (expected === 'choice') {
    if (isRecord(value)) return node(value, base as PlainRecord, place)
  } else if (isRecord(base)) {
    if (value === null) return null
    if (isRecord(value)) return record(value, base, place)
  } else if (expected === kindOf(value)) return value
  const instead = expected === 'choice' ? String(own(base, 'id')) : isRecord(base) ? 'what is there' : shown(base)
  place.report.note(
    'value-unfit',
    said,
    `“${said}” needs ${WORDS[expected]} and the value is ${shown(value)}.`,
    `Used instead: ${instead}.`,
  )
  return undefined
}

/** A choice: the id decides which knobs there are. */
function node(patch: PlainRecord, base: PlainRecord, place: Place): Patch | undefined {
  const { id = base.id, knobs, ...rest } = patch
  const said = place.said.slice(0, -1)
  if (typeof id !== 'string') {
    const message = `“${said}” needs the name of an algorithm and the value is ${shown(id)}.`
    place.report.note('value-unfit', said, message, `Used instead: ${shown(base.id)}.`)
    return undefined
  }
  for (const key of Object.keys(rest)) {
    place.report.note('key-unknown', `${said}.${key}`, `“${said}.${key}” is no setting.`, 'It was left out.')
  }
  const kept = patch.id === undefined ? {} : { id }
  if (knobs === undefined) return kept
  const known = id === base.id ? own(base, 'knobs') : own(own(place.choices, place.real), id)
  if (!isRecord(knobs)) {
    const message = `“${said}.knobs” needs a record and the value is ${shown(knobs)}.`
    place.report.note('value-unfit', said, message, `Used instead: the knobs of ${id}.`)
    return kept
  }
  const isUnknown = own(own(place.choices, place.real), id) === undefined && !isRecord(known)
  return { ...kept, knobs: isUnknown ? knobs : record(knobs, known, { ...place, real: `${place.real}.knobs` }) }
}

type Kind = 'number' | 'boolean' | 'string' | 'list' | 'choice' | 'record' | 'null'

const WORDS: Readonly<Record<Kind, string>> = {
  number: 'a number',
  boolean: 'true or false',
  string: 'a word',
  list: 'a list',
  choice: 'the name of an algorithm',
  record: 'settings below it',
  null: 'nothing',
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'list'
  if (isRecord(value)) return typeof value.id === 'string' ? 'choice' : 'record'
  if (value === null) return 'null'
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string'
}

/** Leaves below a value with their paths, the value itself where it is one. */
function leaves(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

/**
 * The envelope of a document from whatever was read: each part is kept where it is well-formed, mended or left out
 * where it is not, and reported. The result can always be run. What lies inside `setup` is not judged here.
 */

import { CURRENT_VERSION, DEFAULT_SEED, frozenDefaults, isKnownVersion } from './defaults.ts'
import {
  BASELINE,
  type DataReference,
  type Experiment,
  type ExperimentEvent,
  MOST_ARMS,
  type Note,
  type Patch,
} from './document.ts'
import { plain } from './plain.ts'
import { isRecord, own, type PlainRecord } from './record.ts'
import { type Report, shown } from './report.ts'

const LONGEST_TITLE = 200
const MOST_EVENTS = 200
const MOST_AXES = 2
/** Values of one sweep axis; two full axes are the 10,000 points a document may have. */
const MOST_AXIS_VALUES = 100
/** Data sets one document names. */
const MOST_DATA = 4
/** Characters of data that travel in the document; a larger trace is named by its hash. */
const MOST_EMBEDDED = 8000

/** Keys of arms, events, axes and data: they are steps of paths and start no number. */
const KEY = /^[a-z][a-z0-9_-]{0,31}$/i

const PARTS = ['v', 'engine', 'title', 'seed', 'setup', 'arms', 'events', 'sweep', 'data', 'view']

export function normalise(source: unknown, report: Report): Experiment {
  const raw = plain(source, report)
  const from: PlainRecord = isRecord(raw) ? raw : {}
  for (const key of Object.keys(from)) {
    if (!PARTS.includes(key))
      report.note('key-unknown', key, `“${key}” is no part of an experiment.`, 'It was left out.')
  }
  const v = versionOf(from.v, report)
  const events = keyed(from.events, 'events', { report, most: MOST_EVENTS, read: eventOf })
  const data = keyed(from.data, 'data', { report, most: MOST_DATA, read: dataOf })
  const axes = keyed(own(from.sweep, 'axes'), 'sweep.axes', { report, most: MOST_AXES, read: axisOf })
  const view = viewOf(from.view, report)
  return {
    v,
    engine: engineOf(from.engine, v, report),
    title: titleOf(from.title, report),
    seed: seedOf(from.seed, report),
    setup: patchOf(from.setup, 'setup', report),
    arms: armsOf(from.arms, report),
    ...(events && { events }),
    ...(axes && { sweep: { axes } }),
    ...(data && { data }),
    ...(view && { view }),
  }
}

function versionOf(v: unknown, report: Report): number {
  if (v === undefined) return CURRENT_VERSION
  if (typeof v === 'number' && isKnownVersion(v)) return v
  const isNewer = typeof v === 'number' && v > CURRENT_VERSION
  report.note(
    isNewer ? 'version-newer' : 'value-unfit',
    'v',
    isNewer
      ? `The experiment was written by version ${v} of the document; this page knows versions up to ${CURRENT_VERSION}.`
      : `“v” is ${shown(v)}, which is no version of the document.`,
    `It is read as version ${CURRENT_VERSION}.`,
  )
  return CURRENT_VERSION
}

function engineOf(engine: unknown, v: number, report: Report): Experiment['engine'] {
  const frozen = frozenDefaults(v).engine
  const id = own(engine, 'id') ?? frozen.id
  const version = own(engine, 'version') ?? frozen.version
  if (engine !== undefined && !isRecord(engine)) unfit(report, 'engine', engine, frozen.id)
  const isId = typeof id === 'string' && /^[a-z][a-z0-9-]{0,31}$/.test(id)
  if (!isId) unfit(report, 'engine.id', id, frozen.id)
  const isVersion = typeof version === 'string' && /^[0-9a-z][0-9a-z.+-]{0,31}$/i.test(version)
  if (!isVersion) unfit(report, 'engine.version', version, frozen.version)
  return { id: isId ? id : frozen.id, version: isVersion ? version : frozen.version }
}

function titleOf(title: unknown, report: Report): string {
  if (title === undefined) return ''
  if (typeof title !== 'string') {
    unfit(report, 'title', title, 'no title')
    return ''
  }
  if (title.length <= LONGEST_TITLE) return title
  const message = `“title” has ${title.length} characters; the most is ${LONGEST_TITLE}.`
  report.note('too-large', 'title', message, 'Its beginning is used.')
  return title.slice(0, LONGEST_TITLE).replace(/[\uD800-\uDBFF]$/, '')
}

function seedOf(seed: unknown, report: Report): number {
  if (Number.isSafeInteger(seed)) return seed as number
  if (seed !== undefined) unfit(report, 'seed', seed, DEFAULT_SEED)
  return DEFAULT_SEED
}

function patchOf(patch: unknown, path: string, report: Report): Patch {
  if (isRecord(patch)) return patch
  if (patch !== undefined) unfit(report, path, patch, 'no change')
  return {}
}

function armsOf(arms: unknown, report: Report): Experiment['arms'] {
  const read = (arm: unknown, path: string): Patch => patchOf(arm, path, report)
  return keyed(arms, 'arms', { report, most: MOST_ARMS, read }) ?? { [BASELINE]: {} }
}

interface Reading<T> {
  readonly report: Report
  readonly most: number
  /** Null where the entry is of no use; the reader has reported why. */
  readonly read: (entry: unknown, path: string, report: Report) => T | null
}

/** A keyed record with what is wrong in it left out; undefined where nothing is left. */
function keyed<T>(record: unknown, path: string, { report, most, read }: Reading<T>): Record<string, T> | undefined {
  if (record === undefined) return undefined
  if (!isRecord(record)) {
    unfit(report, path, record, 'none')
    return undefined
  }
  const kept: Record<string, T> = {}
  let count = 0
  for (const [key, entry] of Object.entries(record)) {
    const name = `${path}.${key}`
    if (!KEY.test(key)) {
      const message = `“${shown(key)}” cannot be a key in “${path}”: a letter, then at most 31 letters, digits, - or _.`
      report.note('key-unknown', path, message, 'It was left out.')
      continue
    }
    const value = read(entry, name, report)
    if (value === null) continue
    if (++count <= most) kept[key] = value
    else report.note('too-large', name, `“${path}” has more than ${most} entries.`, `“${key}” was left out.`)
  }
  return count > 0 ? kept : undefined
}

function eventOf(event: unknown, path: string, report: Report): ExperimentEvent | null {
  const at = own(event, 'at')
  const kind = own(event, 'kind')
  const isTime = typeof at === 'number' && at >= 0
  const isKind = typeof kind === 'string' && kind !== ''
  if (isRecord(event) && isTime && isKind) return { ...event, at, kind }
  const message = !isTime
    ? `“${path}.at” is ${shown(at)}; an event needs a time in seconds, 0 or more.`
    : `“${path}.kind” is ${shown(kind)}; an event needs a kind.`
  report.note('value-unfit', path, message, 'The event was left out.')
  return null
}

function axisOf(axis: unknown, path: string, report: Report): { path: string; values: readonly unknown[] } | null {
  const target = own(axis, 'path')
  const values = own(axis, 'values')
  if (typeof target !== 'string' || target === '' || !Array.isArray(values) || values.length === 0) {
    const message = `“${path}” needs the path of a setting and a list of values.`
    report.note('value-unfit', path, message, 'The axis was left out.')
    return null
  }
  if (values.length > MOST_AXIS_VALUES) {
    const message = `“${path}.values” has ${values.length} values; the most is ${MOST_AXIS_VALUES}.`
    report.note('too-large', path, message, `The first ${MOST_AXIS_VALUES} are used.`)
  }
  return { path: target, values: values.slice(0, MOST_AXIS_VALUES) }
}

function dataOf(data: unknown, path: string, report: Report): DataReference | null {
  const { title, rows, hash, embedded } = isRecord(data) ? data : {}
  const isFit = typeof title === 'string' && Number.isSafeInteger(rows) && (rows as number) >= 0
  if (!isFit || typeof hash !== 'string' || !/^[0-9a-f]{6,64}$/.test(hash)) {
    const message = `“${path}” needs a title, a count of rows and a hash of 6 to 64 hexadecimal digits.`
    report.note('value-unfit', path, message, 'The data set was left out.')
    return null
  }
  const reference = { title: title.slice(0, LONGEST_TITLE), rows: rows as number, hash }
  if (embedded === undefined) return reference
  if (typeof embedded === 'string' && embedded.length <= MOST_EMBEDDED) return { ...reference, embedded }
  report.note(
    'too-large',
    `${path}.embedded`,
    `“${path}.embedded” is no text of at most ${MOST_EMBEDDED} characters.`,
    'The data are known by their hash only.',
  )
  return reference
}

const VIEW: Readonly<Record<string, 'number' | 'string'>> = {
  t0: 'number',
  t1: 'number',
  at: 'number',
  pins: 'string',
  hidden: 'string',
  order: 'string',
  overlay: 'string',
  lock: 'string',
  hide: 'string',
  stage: 'string',
}

function viewOf(view: unknown, report: Report): Experiment['view'] | undefined {
  if (view === undefined) return undefined
  if (!isRecord(view)) {
    unfit(report, 'view', view, 'the whole run')
    return undefined
  }
  const { notes, ...looks } = view
  const kept = Object.entries(looks).filter(([key, value]) => {
    const expected = own(VIEW, key)
    if (expected === typeof value) return true
    if (expected === undefined)
      report.note('key-unknown', `view.${key}`, `“view.${key}” is unknown.`, 'It was left out.')
    else unfit(report, `view.${key}`, value, 'nothing')
    return false
  })
  const known = notesOf(notes, report)
  return kept.length > 0 || known ? { ...Object.fromEntries(kept), ...(known && { notes: known }) } : undefined
}

/** As many, and as long, as a link can carry. */
const MOST_NOTES = 50
const LONGEST_NOTE = 200

function notesOf(notes: unknown, report: Report): Readonly<Record<string, Note>> | undefined {
  if (notes === undefined) return undefined
  if (!isRecord(notes)) {
    unfit(report, 'view.notes', notes, 'no notes')
    return undefined
  }
  const all = Object.entries(notes)
  if (all.length > MOST_NOTES)
    report.note('too-many', 'view.notes', `There are ${all.length} notes.`, `The first ${MOST_NOTES} are kept.`)
  const kept = all.slice(0, MOST_NOTES).flatMap(([key, note]): (readonly [string, Note])[] => {
    if (!isRecord(note) || !isTime(note.at) || typeof note.words !== 'string') {
      unfit(report, `view.notes.${key}`, note, 'nothing')
      return []
    }
    const { at, until, words } = note
    return [[key, { at, ...(isTime(until) && until > at && { until }), words: words.slice(0, LONGEST_NOTE) }]]
  })
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}

const isTime = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value)

function unfit(report: Report, path: string, value: unknown, instead: string | number): void {
  report.note('value-unfit', path, `“${path}” cannot be ${shown(value)}.`, `Used instead: ${instead}.`)
}

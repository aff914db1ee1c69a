/**
 * The readable tier of a link: every difference from the default is a key a person can read and change.
 * `title`, `seed`, `engine`, `baseline`; settings by their path below setup; `arm.b.…`, `event.burst.at`,
 * `sweep.x.path`, `data.trace`, `view.t0`. What is not in the link is the default.
 */
import { DEFAULT_SEED, defaultsOf, frozenDefaults } from './defaults.ts'
import { BASELINE, type DataReference, type Experiment, type ExperimentEvent } from './document.ts'
import type { Entry } from './link-text.ts'
import { entriesToPatch, type Ground, patchToEntries } from './patch-entries.ts'
import { plain } from './plain.ts'
import { fitSetup } from './read-document.ts'
import { isRecord } from './record.ts'
import { type Report, shown } from './report.ts'
import { wholeSetup } from './setup-of.ts'
import { parseValue, writeValue } from './value-text.ts'
import { renamedPath } from './versions.ts'

const NO_GROUND: Ground = { base: {}, choices: {} }

export function toEntries(document: Experiment): readonly Entry[] {
  const defaults = defaultsOf(document)
  const setup: Ground = { base: defaults.setup, choices: defaults.choices }
  const whole: Ground = { base: wholeSetup(document.setup, defaults), choices: defaults.choices }
  return [
    ...(document.title === '' ? [] : [['title', document.title] as const]),
    ...(document.engine.id === frozenDefaults(document.v).engine.id ? [] : [['engine', document.engine.id] as const]),
    ...(document.seed === DEFAULT_SEED ? [] : [['seed', String(document.seed)] as const]),
    ...patchToEntries(document.setup, setup, ''),
    ...armEntries(document.arms, whole),
    ...sortedEntries(document.events ?? {}).flatMap(([key, event]) => eventEntries(`event.${key}`, event, whole)),
    ...Object.entries(document.sweep?.axes ?? {}).flatMap(([key, axis]): readonly Entry[] => [
      [`sweep.${key}.path`, axis.path],
      [`sweep.${key}.values`, writeValue(axis.values)],
    ]),
    ...sortedEntries(document.data ?? {}).flatMap(([key, data]) => dataEntries(`data.${key}`, data)),
    ...viewEntries(document.view),
  ]
}

/** Notes are an entry each: `view.notes.n1=12.5~14~the cache is full`, the end empty for a moment. */
function viewEntries(view: Experiment['view']): readonly Entry[] {
  const { notes, ...looks } = view ?? {}
  return [
    ...sortedEntries<unknown>(looks).map(([key, value]): Entry => [`view.${key}`, String(value)]),
    ...sortedEntries(notes ?? {}).map(
      ([key, { at, until, words }]): Entry => [`view.notes.${key}`, `${at}~${until ?? ''}~${words}`],
    ),
  ]
}

const sortedEntries = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
  Object.keys(record)
    .sort()
    .map((key) => [key, record[key] as T])

/** The first arm is the baseline. Only an unchanged first arm called `a` goes without saying. */
function armEntries(arms: Experiment['arms'], ground: Ground): readonly Entry[] {
  const keys = Object.keys(arms)
  const [first = BASELINE] = keys
  const named: readonly Entry[] = first === BASELINE ? [] : [['baseline', first]]
  const patches = keys.flatMap((key) => {
    const entries = patchToEntries(arms[key] ?? {}, ground, `arm.${key}.`)
    return entries.length === 0 && key !== first ? [[`arm.${key}`, ''] as const] : entries
  })
  return [...named, ...patches]
}

function eventEntries(
  prefix: string,
  { at, kind, patch, ...details }: ExperimentEvent,
  ground: Ground,
): readonly Entry[] {
  const isPatch = isRecord(patch)
  const changes = isPatch ? patchToEntries(patch, ground, `${prefix}.patch.`) : []
  const rest = isPatch && changes.length > 0 ? details : { ...details, ...(patch !== undefined && { patch }) }
  return [
    [`${prefix}.at`, writeValue(at)],
    [`${prefix}.kind`, writeValue(kind)],
    ...patchToEntries(rest, NO_GROUND, `${prefix}.`),
    ...changes,
  ]
}

/** `title~rows~hash`; read from the right, since a title may hold a ~. */
function dataEntries(key: string, { title, rows, hash, embedded }: DataReference): readonly Entry[] {
  const named: Entry = [key, `${title}~${rows}~${hash}`]
  return embedded === undefined ? [named] : [named, [`${key}.embedded`, embedded]]
}

/** The raw document that entries mean, for `readDocument` to judge. Keys that mean nothing are reported here. */
export function fromEntries(entries: readonly Entry[], v: number, report: Report): Record<string, unknown> {
  const groups = grouped(entries)
  const single = (key: string): string | undefined => groups.single.get(key)
  const frozen = frozenDefaults(v).engine
  const engine = { id: single('engine') ?? frozen.id, version: single('e') ?? frozen.version }
  const defaults = defaultsOf({ v, engine })
  const seed = single('seed')
  const planted = plain(
    entriesToPatch(renamed(engine.id, groups.setup), { base: defaults.setup, choices: defaults.choices }, report),
    report,
  )
  const setup = fitSetup({ v, engine }, isRecord(planted) ? planted : {}, report)
  const ground: Ground = { base: wholeSetup(setup, defaults), choices: defaults.choices }
  return {
    v,
    engine,
    title: single('title') ?? '',
    ...(seed !== undefined && { seed: parseValue(seed) }),
    setup,
    arms: readArms(renamedIn(engine.id, groups.arm), single('baseline'), ground, report),
    ...collect(groups.event, 'events', (inner) => readEvent(renamed(engine.id, inner, 'patch.'), ground, report)),
    ...(groups.sweep.size > 0 && { sweep: collect(groups.sweep, 'axes', (inner) => readAxis(inner, report)) }),
    ...collect(groups.data, 'data', (inner) => readData(inner)),
    ...(groups.view.length > 0 && {
      view: readView(groups.view),
    }),
  }
}

/** Entries with today's keys of settings, those behind `prefix` where there is one. */
const renamed = (engine: string, entries: readonly Entry[], prefix = ''): readonly Entry[] =>
  entries.map(([key, text]) =>
    key.startsWith(prefix) ? [prefix + renamedPath(engine, key.slice(prefix.length)), text] : [key, text],
  )

const renamedIn = (engine: string, groups: ReadonlyMap<string, readonly Entry[]>): Map<string, readonly Entry[]> =>
  new Map([...groups].map(([key, entries]) => [key, renamed(engine, entries)]))

const SINGLE = ['title', 'engine', 'seed', 'baseline', 'e']

interface Groups {
  readonly single: Map<string, string>
  readonly setup: Entry[]
  readonly arm: Map<string, Entry[]>
  readonly event: Map<string, Entry[]>
  readonly sweep: Map<string, Entry[]>
  readonly data: Map<string, Entry[]>
  readonly view: Entry[]
}

/** Entries by what they belong to; keys within a group come without its name, '' where nothing is left. */
function grouped(entries: readonly Entry[]): Groups {
  const groups: Groups = {
    single: new Map(),
    setup: [],
    arm: new Map(),
    event: new Map(),
    sweep: new Map(),
    data: new Map(),
    view: [],
  }
  for (const [key, text] of entries) {
    const [head = '', name = '', ...rest] = key.split('.')
    if (SINGLE.includes(key)) groups.single.set(key, text)
    else if (head === 'view') groups.view.push([[name, ...rest].join('.'), text])
    else if (head === 'arm' || head === 'event' || head === 'sweep' || head === 'data') {
      const inner = groups[head].get(name) ?? []
      inner.push([rest.join('.'), text])
      groups[head].set(name, inner)
    } else groups.setup.push([key, text])
  }
  return groups
}

function readArms(
  arms: ReadonlyMap<string, readonly Entry[]>,
  baseline: string | undefined,
  ground: Ground,
  report: Report,
) {
  const first = baseline ?? BASELINE
  return Object.fromEntries(
    [first, ...[...arms.keys()].filter((key) => key !== first)].map((key) => {
      const entries = arms.get(key) ?? []
      const own = entries.find(([path, text]) => path === '' && text !== '')
      if (own) {
        const message = `“arm.${key}” is ${shown(own[1])}; settings go below it, as in arm.${key}.workload.rate=2.`
        report.note('value-unfit', `arm.${key}`, message, 'It was left out.')
      }
      return [
        key,
        entriesToPatch(
          entries.filter(([path]) => path !== ''),
          ground,
          report,
        ),
      ]
    }),
  )
}

function readEvent(entries: readonly Entry[], ground: Ground, report: Report): Record<string, unknown> {
  const changes = entries.filter(([key]) => key.startsWith('patch.'))
  const details = entriesToPatch(
    entries.filter(([key]) => key !== '' && !key.startsWith('patch.')),
    NO_GROUND,
    report,
  )
  if (changes.length === 0) return details
  return {
    ...details,
    patch: entriesToPatch(
      changes.map(([key, text]) => [key.slice('patch.'.length), text]),
      ground,
      report,
    ),
  }
}

function readAxis(entries: readonly Entry[], report: Report): unknown {
  const axis: Record<string, unknown> = {}
  for (const [key, text] of entries) {
    if (key === 'path') axis.path = text
    else if (key === 'values') {
      const value = parseValue(text)
      axis.values = Array.isArray(value) ? value : [value]
    } else
      report.note('key-unknown', `sweep.${key}`, `“sweep.….${key}” is no part of a sweep axis.`, 'It was left out.')
  }
  return axis
}

function readData(entries: readonly Entry[]): unknown {
  const text = entries.find(([key]) => key === '')?.[1] ?? ''
  const embedded = entries.find(([key]) => key === 'embedded')?.[1]
  const [, title, rows, hash] = /^([\s\S]*)~(\d{1,15})~([0-9a-f]*)$/.exec(text) ?? []
  return {
    title,
    rows: rows === undefined ? undefined : Number(rows),
    hash,
    ...(embedded !== undefined && { embedded }),
  }
}

/** The times of a view; everything else in it is words. */
const VIEW_TIMES = ['t0', 't1', 'at']

function readView(entries: readonly Entry[]): unknown {
  const notes = entries.filter(([key]) => key.startsWith('notes.'))
  const looks = entries.filter(([key]) => !key.startsWith('notes.'))
  return {
    ...Object.fromEntries(looks.map(([key, text]) => [key, viewValue(key, text)])),
    ...(notes.length > 0 && {
      notes: Object.fromEntries(notes.map(([key, text]) => [key.slice('notes.'.length), readNote(text)])),
    }),
  }
}

function readNote(text: string): unknown {
  const [, at, until, words] = /^([^~]*)~([^~]*)~([\s\S]*)$/.exec(text) ?? []
  if (at === undefined) return text
  return { at: parseValue(at), ...(until !== '' && { until: parseValue(until ?? '') }), words }
}

const viewValue = (key: string, text: string): unknown => (VIEW_TIMES.includes(key) ? parseValue(text) : text)

function collect(groups: Map<string, Entry[]>, name: string, read: (entries: readonly Entry[]) => unknown) {
  return groups.size === 0
    ? {}
    : { [name]: Object.fromEntries([...groups].map(([key, entries]) => [key, read(entries)])) }
}

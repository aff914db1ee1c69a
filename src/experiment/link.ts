/**
 * A link is an experiment: its fragment holds the difference from the frozen defaults of its version, readable where
 * short, compressed above 400 characters. Reading never throws and always gives a document that runs; what was wrong
 * comes beside it, by key. The manifest of its engine must be open (`openLink` sees to that).
 *
 * Law: decode(encode(document)).document = document, for every document that `readDocument` or `edit` has made.
 */
import { firstManifest, openManifest } from '../engines/registry.ts'
import type { Problem } from '../kernel/problem.ts'
import { CURRENT_VERSION, frozenDefaults, isKnownVersion } from './defaults.ts'
import type { Experiment } from './document.ts'
import { type Entry, readEntries, writeEntries } from './link-text.ts'
import { pack, unpack } from './packed.ts'
import { readDocument } from './read-document.ts'
import { fromEntries, toEntries } from './readable.ts'
import { isRecord, own } from './record.ts'
import { createReport, type Report } from './report.ts'

/** Above this many characters nobody reads a link, and compressing halves it. */
export const LONGEST_READABLE = 400

/** What the link's maker saw, so that the reader's page can say that results differ. */
export interface Made {
  readonly engineVersion?: string | undefined
  /** Digest of the summary; the first six hexadecimal digits travel. */
  readonly digest?: string | undefined
}

export interface Decoded {
  readonly document: Experiment
  /** Notices: what was wrong in the link, and what is used instead. */
  readonly problems: readonly Problem[]
  readonly made: Made
}

/** The fragment of a document, `#/lab?v=1&workload.rate=12.5`. */
export function encode(document: Experiment, made: Made = {}): string {
  const engineVersion = made.engineVersion ?? document.engine.version
  const isFrozenVersion =
    made.engineVersion === undefined && engineVersion === frozenDefaults(document.v).engine.version
  const head: readonly Entry[] = [['v', String(document.v)]]
  const tail: readonly Entry[] = [
    ...(isFrozenVersion ? [] : [['e', engineVersion] as const]),
    ...(made.digest === undefined ? [] : [['d', made.digest.slice(0, 6)] as const]),
  ]
  const readable = `#/lab?${writeEntries([...head, ...toEntries(document), ...tail])}`
  if (readable.length <= LONGEST_READABLE) return readable
  const packed = `#/lab?${writeEntries([...head, ['z', pack(document)], ...tail])}`
  return packed.length < readable.length ? packed : readable
}

/** The document of a fragment or a whole address, whatever the text. */
export function decode(link: string): Decoded {
  const report = createReport()
  const entries = readEntries(link, report)
  const v = versionOf(entries, report)
  const document = readDocument(rawDocument(entries, v, report), report)
  return { document, problems: report.problems, made: madeOf(entries, report) }
}

/** Loads what is to know of the link's engine, then reads it. */
export async function openLink(link: string): Promise<Decoded> {
  await openManifest(engineIn(link))
  return decode(link)
}

/** The engine that a link names, whatever else is in it. */
export function engineIn(link: string): string {
  const entries = readEntries(link, createReport())
  const packed = textOf(entries, 'z')
  const raw = packed === undefined ? null : unpack(packed, createReport())
  const id = packed === undefined ? textOf(entries, 'engine') : own(own(raw, 'engine'), 'id')
  return typeof id === 'string' ? id : firstManifest.id
}

/** The same experiment as another engine reads it, which must be open: what was written of its settings is judged by that one's. */
export function readAs(document: Experiment, engine: string): Decoded {
  const report = createReport()
  const entries = toEntries(document).map(([key, text]): Entry => [key, key === 'engine' ? engine : text])
  const read = readDocument(fromEntries(entries, document.v, report), report)
  return { document: read, problems: report.problems, made: {} }
}

/** Links of more than 2,000 characters are cut by some programs, of more than 8,000 by many: better share a file. */
export function lengthAdvice(link: string): 'ok' | 'long' | 'too-long' {
  return link.length > 8000 ? 'too-long' : link.length > 2000 ? 'long' : 'ok'
}

const textOf = (entries: readonly Entry[], key: string): string | undefined =>
  entries.find(([name]) => name === key)?.[1]

function versionOf(entries: readonly Entry[], report: Report): number {
  const text = textOf(entries, 'v')
  if (text === undefined && entries.length === 0) return CURRENT_VERSION
  const v = /^\d{1,6}$/.test(text ?? '') ? Number(text) : Number.NaN
  if (isKnownVersion(v)) return v
  const said = text?.slice(0, 40)
  const [code, message] =
    v > CURRENT_VERSION
      ? [
          'version-newer',
          `The link was written by version ${v} of the document; this page knows up to ${CURRENT_VERSION}.`,
        ]
      : ['value-unfit', text === undefined ? 'The link has no version “v”.' : `“v” is “${said}”, which is no version.`]
  report.note(code, 'v', message, `It is read as version ${CURRENT_VERSION}.`)
  return CURRENT_VERSION
}

function rawDocument(entries: readonly Entry[], v: number, report: Report): unknown {
  const packed = textOf(entries, 'z')
  const others = entries.filter(([key]) => !['v', 'z', 'd'].includes(key))
  if (packed === undefined) return fromEntries(others, v, report)
  for (const [key] of others.filter(([name]) => name !== 'e')) {
    report.note('key-twice', key, `“${key}” stands beside “z”, which holds the whole experiment.`, 'It was left out.')
  }
  const raw = unpack(packed, report)
  if (raw !== undefined && !isRecord(raw)) {
    report.note('text-damaged', 'z', '“z” holds no experiment.', 'The default experiment is used.')
  }
  const document = isRecord(raw) ? raw : {}
  const { engine } = frozenDefaults(v)
  const id = isRecord(document.engine) ? document.engine.id : engine.id
  return { ...document, v, engine: { id, version: textOf(entries, 'e') ?? engine.version } }
}

function madeOf(entries: readonly Entry[], report: Report): Made {
  const engineVersion = textOf(entries, 'e')
  const digest = textOf(entries, 'd')
  const isDigest = digest !== undefined && /^[0-9a-f]{6}$/.test(digest)
  if (digest !== undefined && !isDigest) {
    const message = `“d” is “${digest.slice(0, 40)}”; six hexadecimal digits belong there.`
    report.note('value-unfit', 'd', message, 'Results are not compared with those of the link’s maker.')
  }
  return { ...(engineVersion !== undefined && { engineVersion }), ...(isDigest && { digest }) }
}

/**
 * The lab's own recordings: what a tokens experiment computed, part by part, as plain JSON.
 *
 *   { "format": "tokenscope recording", "version": 1, "kind": "acceptance", "title": "…", "parts": [{ "domain": "code", "beta": [0.91, …] }] }
 *
 * All kinds of artefacts can be written, and a serving run follows them all.
 */
import type {
  AcceptanceTrace,
  ArtefactKind,
  ArtefactPart,
  DenoisingTrace,
  GateTrace,
  KvErrorRow,
  LookUpRow,
} from '../../kernel/artefacts.ts'
import { isObject } from '../incoming/head.ts'
import { type Content, LONGEST_BLOCK, UnreadableRecording } from './recording.ts'
import { defineRecordingFormat } from './recording-format.ts'

/** What the lab's own recordings call themselves. */
const FORMAT = 'tokenscope recording'

const VERSION = 1
/** Positions of a file at most: 40 MB of text, a thousand times what the shipped models write at once. */
const MOST = 5_000_000

/** Chances are written to four digits: finer than 10,000 tokens could tell. */
export function recordingText(kind: ArtefactKind, title: string, parts: readonly ArtefactPart[]): string {
  const plain = (_key: string, value: unknown): unknown => {
    if (value instanceof Float32Array) return Array.from(value, (x) => Math.round(x * 1e4) / 1e4)
    return value instanceof Uint16Array ? [...value] : value
  }
  return `${JSON.stringify({ format: FORMAT, version: VERSION, kind, title, parts }, plain)}\n`
}

export const ownRecording = defineRecordingFormat({
  id: 'lab-recording',
  title: 'Recording of this lab (JSON)',
  recognises: ({ object }) => object?.format === FORMAT,
  contentOf: readOwn,
  write: ({ kind, title, traces }) => recordingText(kind, title, traces),
})

function readOwn(value: unknown): Content {
  const { version, kind, parts } = isObject(value) ? value : {}
  if (version !== VERSION)
    throw new UnreadableRecording(`is of version ${String(version)}, and this lab reads ${VERSION}`)
  if (!Array.isArray(parts) || parts.length === 0) throw new UnreadableRecording('has no parts')
  if (kind === 'acceptance') {
    const traces = parts.map(acceptanceOf)
    return { kind, traces, counts: [], length: traces.length }
  }
  if (kind === 'gates') {
    const traces = parts.map(gatesOf)
    const [{ experts, active }] = traces
    if (traces.some((trace) => trace.experts !== experts || trace.active !== active))
      throw new UnreadableRecording('mixes models with different numbers of experts')
    return { kind, traces, length: traces.length }
  }
  if (kind === 'denoising') {
    const traces = parts.map(denoisingOf)
    if (traces.some(({ block }) => block !== traces[0].block))
      throw new UnreadableRecording('mixes blocks of different lengths')
    return { kind, traces, length: traces.length }
  }
  if (kind === 'kv-error') {
    const traces = parts.map(kvErrorOf)
    return { kind, traces, length: traces.length }
  }
  if (kind === 'look-ups') {
    const traces = parts.map(lookUpOf)
    return { kind, traces, length: traces.length }
  }
  throw new UnreadableRecording(`is a recording of “${String(kind).slice(0, 40)}”, which a serving run cannot follow`)
}

function acceptanceOf(part: unknown, index: number): AcceptanceTrace {
  const { domain, beta } = recordOf(part, index)
  const values = numbersOf(beta, index, (x) => x >= 0 && x <= 1, 'chances from 0 to 1')
  return { domain: nameOf(domain, index), beta: Float32Array.from(values) }
}

function gatesOf(part: unknown, index: number): GateTrace {
  const { domain, layers, experts, active, choice } = recordOf(part, index)
  const sizes = numbersOf(
    [layers, experts, active],
    index,
    (n) => Number.isInteger(n) && n >= 1 && n <= 65_535,
    'sizes',
  )
  const [layerCount, expertCount, activeCount] = sizes
  const values = numbersOf(choice, index, (e) => Number.isInteger(e) && e >= 0 && e < expertCount, 'numbers of experts')
  if (activeCount > expertCount) throw bad(index, 'has more active experts than there are')
  if (values.length % (layerCount * activeCount) !== 0) throw bad(index, 'ends in the middle of a token')
  for (let at = 0; at < values.length; at += activeCount)
    if (new Set(values.slice(at, at + activeCount)).size < activeCount)
      throw bad(index, 'names an expert twice for a token')
  return {
    domain: nameOf(domain, index),
    layers: layerCount,
    experts: expertCount,
    active: activeCount,
    choice: Uint16Array.from(values),
  }
}

function denoisingOf(part: unknown, index: number): DenoisingTrace {
  const { domain, block, steps } = recordOf(part, index)
  const [tokens] = numbersOf(
    [block],
    index,
    (n) => Number.isInteger(n) && n >= 1 && n <= LONGEST_BLOCK,
    'length of its blocks',
  )
  const values = numbersOf(steps, index, (n) => Number.isInteger(n) && n >= 1 && n <= tokens, 'steps of blocks')
  return { domain: nameOf(domain, index), block: tokens, steps: Uint16Array.from(values) }
}

function kvErrorOf(part: unknown, index: number): KvErrorRow {
  const { domain, tokens, entries, positions, bitsPerElement, ...errors } = recordOf(part, index)
  const { fullLoss, loss, divergence, sameTop } = errors
  const isAmount = (x: number): boolean => Number.isFinite(x) && x > 0
  const sizes = numbersOf([tokens, entries, positions, bitsPerElement], index, isAmount, 'sizes above 0')
  if (sizes[1] > sizes[2]) throw bad(index, 'keeps more entries than there were tokens')
  // Rounding leaves an error of none a hair below 0.
  const nats = numbersOf([fullLoss, loss, divergence], index, (x) => Number.isFinite(x) && x > -1e-3, 'losses')
  const [same] = numbersOf([sameTop], index, (x) => x >= 0 && x <= 1, 'share of the same tokens')
  return {
    domain: nameOf(domain, index),
    ...{ tokens: sizes[0], entries: sizes[1], positions: sizes[2], bitsPerElement: sizes[3] },
    ...{ fullLoss: nats[0], loss: nats[1], divergence: nats[2], sameTop: same },
  }
}

function lookUpOf(part: unknown, index: number): LookUpRow {
  const { domain, entries, lookUps, time, missed } = recordOf(part, index)
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1
  const [size, measured] = numbersOf([entries, lookUps], index, isCount, 'numbers of entries and look-ups')
  const isCost = (x: number): boolean => Number.isFinite(x) && x >= 0
  const [seconds, lines] = numbersOf([time, missed], index, isCost, 'costs of a look-up')
  return { domain: nameOf(domain, index), entries: size, lookUps: measured, time: seconds, missed: lines }
}

function recordOf(part: unknown, index: number): Readonly<Record<string, unknown>> {
  if (typeof part !== 'object' || part === null) throw bad(index, 'is no object')
  return part as Readonly<Record<string, unknown>>
}

function nameOf(domain: unknown, index: number): string {
  if (typeof domain !== 'string' || domain === '' || domain.length > 64) throw bad(index, 'has no name of its domain')
  return domain
}

function numbersOf(values: unknown, index: number, isFine: (x: number) => boolean, what: string): readonly number[] {
  if (!Array.isArray(values) || values.length === 0 || values.length > MOST) throw bad(index, `has no ${what}`)
  if (!values.every((x) => typeof x === 'number' && isFine(x))) throw bad(index, `has something else among its ${what}`)
  return values
}

const bad = (index: number, why: string): UnreadableRecording =>
  new UnreadableRecording(`cannot be used: part ${index + 1} ${why}`)

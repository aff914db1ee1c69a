/**
 * Whatever is dropped, opened or pasted: an experiment opens, a trace becomes the workload, a recording what the run
 * follows, a model's config.json the model. What it is is told by its content, never by its name.
 */
import { dataEdits } from '../experiment/data-edits.ts'
import type { Experiment, ExperimentEvent } from '../experiment/document.ts'
import { holds, type SetLimit, setLimits } from '../experiment/set-limits.ts'
import { pastedProblems } from '../experiment/text-of-bytes.ts'
import type { Problem } from '../kernel/problem.ts'
import type { TraceReport } from '../traces/arrivals.ts'
import type { RecordingRead, TraceRead } from '../worker/api.ts'
import { textOfFile } from './file-text.ts'
import { readExperiment } from './files.ts'
import type { Lab } from './lab-context.tsx'

/** An experiment is small; a larger file is not even tried as one. */
const LARGEST_EXPERIMENT = 1_000_000 // characters

export type Incoming =
  | { readonly kind: 'experiment'; readonly title: string; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'trace'
      readonly report: TraceReport
      readonly before: Before
      readonly problems: readonly Problem[]
    }
  | {
      readonly kind: 'recording'
      readonly title: string
      readonly parts: readonly string[]
      readonly before: Before
      readonly problems: readonly Problem[]
    }
  | { readonly kind: 'model'; readonly before: Before; readonly problems: readonly Problem[] }
  | { readonly kind: 'refused'; readonly name: string; readonly problems: readonly Problem[] }

/** What was made for the experiment that the file came into. */
export interface Before {
  /** Limits set by hand that stay. */
  readonly kept: readonly SetLimit[]
  /** Limits and events that went, as edits that put them back. */
  readonly lifted: readonly SetLimit[]
  readonly events: Readonly<Record<string, ExperimentEvent>>
}

/** A limit that the file left or took away is still in the document as it was. */
export const limitHolds = (document: Experiment, limit: SetLimit): boolean => holds(document, limit)

export async function takeIn(lab: Lab, name: string, source: Blob | string): Promise<Incoming> {
  const { text: small, problems } = await smallText(name, source)
  const taken = await takeText(lab, name, source, small)
  // A trace tells them with its rows: it may be larger than what is looked at here.
  return taken.kind === 'trace' ? taken : { ...taken, problems: [...taken.problems, ...problems] }
}

async function takeText(lab: Lab, name: string, source: Blob | string, small: string | null): Promise<Incoming> {
  const record = small === null ? null : jsonRecord(small)
  if (record && isExperiment(record)) return openExperiment(lab, name, small ?? '')
  if (record && isModelConfig(record)) return takeModel(lab, name, small ?? '')
  const recording = record && (await lab.runner.client.readRecording(name, small ?? ''))
  if (recording) {
    return recording.ok ? takeRecording(lab, recording.value) : { kind: 'refused', name, problems: recording.problems }
  }
  const read = await lab.runner.client.readTrace(name, source)
  if (!read.ok) return { kind: 'refused', name, problems: read.problems }
  return takeTrace(lab, read.value)
}

async function smallText(
  name: string,
  source: Blob | string,
): Promise<{ readonly text: string | null; readonly problems: readonly Problem[] }> {
  const size = typeof source === 'string' ? source.length : source.size
  if (size > LARGEST_EXPERIMENT) return { text: null, problems: [] }
  return typeof source === 'string'
    ? { text: source, problems: pastedProblems(name, source) }
    : textOfFile(source, name)
}

/** The text as one JSON object; null where it is anything else (JSON lines and CSV are traces). */
function jsonRecord(text: string): Record<string, unknown> | null {
  if (!text.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const isExperiment = (record: Record<string, unknown>): boolean =>
  'v' in record && ('setup' in record || 'engine' in record)
const isModelConfig = (record: Record<string, unknown>): boolean => 'model_type' in record || 'architectures' in record

async function openExperiment(lab: Lab, name: string, text: string): Promise<Incoming> {
  const read = await readExperiment(text)
  if (!read.ok) return { kind: 'refused', name, problems: read.problems }
  const { document, problems } = read.value
  lab.document.getState().open(read.value)
  return { kind: 'experiment', title: document.title, problems }
}

export async function takeModel(lab: Lab, name: string, text: string): Promise<Incoming> {
  const read = await lab.runner.client.readModelConfig(text)
  if (!read.ok) return { kind: 'refused', name, problems: read.problems }
  const patch = 'model' in read.value ? read.value : { model: read.value }
  lab.document.getState().editAll(Object.fromEntries(leafEdits('setup', patch)))
  return { kind: 'model', before: allKept(lab), problems: [] }
}

/** A recording becomes what the run follows, its first part where it has several. */
function takeRecording(lab: Lab, { kind, parts, reference }: RecordingRead): Incoming {
  const { document, editAll } = lab.document.getState()
  const known = Object.values(document.data ?? {}).some((one) => one.hash === reference.hash)
  if (known) lab.runner.start({ ...document })
  else {
    const edits = dataEdits(document, lab.run.getState().description, { kind, reference })
    if (edits === null) return { kind: 'refused', name: reference.title, problems: [noFollower] }
    editAll(edits)
  }
  return { kind: 'recording', title: reference.title, parts, before: allKept(lab), problems: [] }
}

const noFollower: Problem = {
  code: 'no-place-for-recording',
  message: 'The recording was read, and nothing in this experiment can follow one.',
  remedy: 'Switch to the serving engine, then drop it again.',
}

function takeTrace(lab: Lab, { report, reference }: TraceRead): Incoming {
  const { document, editAll, history, opened } = lab.document.getState()
  // The reader of a link brings what is missing: the same content needs no edit, only another try.
  const known = Object.entries(document.data ?? {}).find(([, one]) => one.hash === reference.hash)
  if (known) {
    lab.runner.start({ ...document })
    return { kind: 'trace', report, before: allKept(lab), problems: [] }
  }
  // Events and limits of an experiment that was opened and not touched since tell its own story, which is not that of this trace: a
  // cache of 40,000 tokens on a card that holds ten times as many. What a person has edited is kept, and said.
  const isUntouched = history.past.length <= opened.depth
  const { description } = lab.run.getState()
  const edits = dataEdits(document, description, { kind: 'arrivals', reference })
  if (edits === null) return { kind: 'refused', name: report.title, problems: [noPlace] }
  const limits = setLimits(document, description)
  const lifted = isUntouched ? limits : []
  editAll({
    ...(isUntouched && withoutEvents(document)),
    ...Object.fromEntries(lifted.map(({ path }) => [path, undefined])),
    title: report.title,
    ...edits,
  })
  const kept = isUntouched ? [] : limits
  return {
    kind: 'trace',
    report,
    before: { kept, lifted, events: isUntouched ? (document.events ?? {}) : {} },
    problems: [],
  }
}

const allKept = ({ document, run }: Lab): Before => ({
  kept: setLimits(document.getState().document, run.getState().description),
  lifted: [],
  events: {},
})

const noPlace: Problem = {
  code: 'no-place-for-trace',
  message: 'The trace was read, and this experiment has no workload that replays one.',
  remedy: 'Wait until the knobs have appeared on the left, then drop it again.',
}

const withoutEvents = ({ events = {} }: Experiment): Readonly<Record<string, null>> =>
  Object.fromEntries(Object.keys(events).map((key) => [`events.${key}`, null]))

/** The leaves of a patch as edits, ids first: an id that is put in brings the defaults that the other leaves change. */
export function leafEdits(path: string, node: unknown): (readonly [string, unknown])[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [[path, node]]
  const entries = Object.entries(node).sort(([a], [b]) => Number(b === 'id') - Number(a === 'id'))
  return entries.flatMap(([key, child]) => leafEdits(`${path}.${key}`, child))
}

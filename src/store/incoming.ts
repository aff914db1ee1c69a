/**
 * Whatever is dropped, chosen or pasted: the worker reads it and says what it is, and it goes to what shows it. An experiment opens, a
 * trace becomes the workload, a recording what the run follows, a model's config.json the model, a measurement goes to the page Accuracy.
 */
import type { StoreApi } from 'zustand/vanilla'
import { dataEdits } from '../experiment/data-edits.ts'
import type { Experiment, ExperimentEvent } from '../experiment/document.ts'
import { patchEdits } from '../experiment/patch-edits.ts'
import { holds, type SetLimit, setLimits } from '../experiment/set-limits.ts'
import type { Problem } from '../kernel/problem.ts'
import type { TraceReport } from '../traces/arrivals.ts'
import type { RowCounts } from '../traces/incoming/kind.ts'
import type { IncomingRead, KindName, What } from '../worker/api.ts'
import type { DocumentState } from './document.ts'
import { CALIBRATION, MEASURED_FILE, type MeasuredPart, type MeasurementState } from './measurements.ts'
import { whenOpen } from './opening.ts'
import { type Route, showsExperiment } from './route.ts'
import type { RunState } from './run.ts'
import type { Runner } from './runner.ts'

export type Incoming = { readonly name: string; readonly problems: readonly Problem[] } & (
  | { readonly kind: 'refused' }
  | ({
      /** What it was read as, and what else it could be. */
      readonly readAs: KindName
      readonly others: readonly KindName[]
    } & (
      | { readonly kind: 'experiment'; readonly title: string }
      | { readonly kind: 'trace'; readonly report: TraceReport; readonly before: Before }
      | { readonly kind: 'recording'; readonly parts: readonly string[]; readonly before: Before }
      | { readonly kind: 'model' | 'accelerator'; readonly before: Before }
      | {
          readonly kind: 'measurement'
          readonly rows: RowCounts | null
          /** Of the page Accuracy, which has it now. */
          readonly part: MeasuredPart
        }
    ))
)

/** What files come into: the stores of the lab. */
export interface Takes {
  readonly document: StoreApi<DocumentState>
  readonly run: StoreApi<RunState>
  readonly route: StoreApi<{ readonly route: Route }>
  readonly measurements: StoreApi<MeasurementState>
  readonly runner: Pick<Runner, 'client' | 'start'>
}

/** A file, or a text that was pasted. */
export interface Source {
  readonly name: string
  readonly content: Blob | string
}

export interface Where {
  /** Over which part of the page it was dropped; null over none in particular. */
  readonly place: string | null
  /** Of files that came together. */
  readonly batch: number
  /** Id of the kind that a person chose, of several that it could be. */
  readonly as?: string
}

/** The page that shows what came of it; null where it was refused. */
export const pageOf = ({ kind }: Incoming): 'lab' | 'accuracy' | null =>
  kind === 'refused' ? null : kind === 'measurement' ? 'accuracy' : 'lab'

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

const OF_THE_LAB: readonly What[] = ['trace', 'recording', 'model', 'accelerator', 'experiment']

export async function takeIn(lab: Takes, { name, content }: Source, where: Where): Promise<Incoming> {
  const { route } = lab.route.getState()
  // The rows of a measured run are arrivals too: in the Lab they are replayed, on the page Accuracy they are what was measured.
  const preferred = showsExperiment(route) ? OF_THE_LAB : undefined
  const read = await lab.runner.client.readIncoming(name, content, {
    ...(preferred && { preferred }),
    ...(where.as !== undefined && { as: where.as }),
  })
  if (!read.ok) return { kind: 'refused', name, problems: read.problems }
  const taken = take(lab, name, read.value, where)
  return { ...taken, problems: [...taken.problems, ...read.value.notes] }
}

function take(lab: Takes, name: string, read: IncomingRead, where: Where): Incoming {
  switch (read.what) {
    case 'experiment':
      return openExperiment(lab, name, read)
    case 'model':
    case 'accelerator':
      return takePart(lab, name, read)
    case 'recording':
      return takeRecording(lab, name, read)
    case 'trace':
      return takeTrace(lab, name, read)
    default:
      return takeMeasurement(lab, { name, read, where })
  }
}

type ReadAs<W extends What> = Extract<IncomingRead, { readonly what: W }>

const kindsOf = ({ kind, others }: IncomingRead) => ({ readAs: kind, others })

function openExperiment(lab: Takes, name: string, read: ReadAs<'experiment'>): Incoming {
  const { document, problems } = read
  whenOpen(
    document.engine.id,
    () => lab.document.getState().open({ document, problems }),
    (problem) => lab.document.setState({ problems: [problem] }),
  )
  return { kind: 'experiment', name, title: document.title, problems, ...kindsOf(read) }
}

/** A model or an accelerator becomes that part of the set-up. */
function takePart(lab: Takes, name: string, read: ReadAs<'model' | 'accelerator'>): Incoming {
  const { description } = lab.run.getState()
  const edits = patchEdits(description, read.patch)
  if (edits === null) return { kind: 'refused', name, problems: [noPlace(name, read.kind, description === null)] }
  lab.document.getState().editAll(edits)
  return { kind: read.what, name, before: allKept(lab), problems: [], ...kindsOf(read) }
}

interface Measurement {
  readonly name: string
  readonly read: Extract<IncomingRead, { readonly text: string }>
  readonly where: Where
}

function takeMeasurement(lab: Takes, { name, read, where }: Measurement): Incoming {
  // An embedded page is one figure of somebody else's text: there is no page Accuracy in it.
  if (lab.route.getState().route.page === 'embed')
    return { kind: 'refused', name, problems: [notEmbedded(name, read.kind)] }
  const part = putMeasurement(lab, { name, read, where })
  return { kind: 'measurement', name, part, rows: read.rows, problems: [], ...kindsOf(read) }
}

/** Answers the part of the page that has it. */
function putMeasurement({ measurements }: Takes, { name, read, where }: Measurement): MeasuredPart {
  const { what, text, notes } = read
  const { file, setup } = measurements.getState().measured
  const { batch } = where
  if (what === 'benchmark' || what === 'log' || (what === 'run' && where.place === CALIBRATION)) {
    measurements.setState({ paste: text, pasteNotes: notes })
    return CALIBRATION
  }
  measurements.setState({
    measured:
      what === 'run-setup'
        ? { file, setup: { text, batch } }
        : // A set-up that came with another run says nothing of this one.
          { file: { name, what, text, notes }, setup: setup?.batch === batch ? setup : null },
  })
  return MEASURED_FILE
}

/** A recording becomes what the run follows, its first part where it has several. */
function takeRecording(lab: Takes, name: string, read: ReadAs<'recording'>): Incoming {
  const { follows: kind, parts, reference } = read
  const { document, editAll } = lab.document.getState()
  const known = Object.values(document.data ?? {}).some((one) => one.hash === reference.hash)
  if (known) lab.runner.start({ ...document })
  else {
    const { description } = lab.run.getState()
    const edits = dataEdits(document, description, { kind, reference })
    if (edits === null) return { kind: 'refused', name, problems: [noPlace(name, read.kind, description === null)] }
    editAll(edits)
  }
  return { kind: 'recording', name, parts, before: allKept(lab), problems: [], ...kindsOf(read) }
}

function takeTrace(lab: Takes, name: string, read: ReadAs<'trace'>): Incoming {
  const { report, reference } = read
  const { document, editAll, history, opened } = lab.document.getState()
  // The reader of a link brings what is missing: the same content needs no edit, only another try.
  const known = Object.entries(document.data ?? {}).find(([, one]) => one.hash === reference.hash)
  if (known) {
    lab.runner.start({ ...document })
    return { kind: 'trace', name, report, before: allKept(lab), problems: [], ...kindsOf(read) }
  }
  // Events and limits of an experiment that was opened and not touched since tell its own story, which is not that of this trace: a
  // cache of 40,000 tokens on a card that holds ten times as many. What a person has edited is kept, and said.
  const isUntouched = history.past.length <= opened.depth
  const { description } = lab.run.getState()
  const edits = dataEdits(document, description, { kind: 'arrivals', reference })
  if (edits === null) return { kind: 'refused', name, problems: [noPlace(name, read.kind, description === null)] }
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
    name,
    report,
    before: { kept, lifted, events: isUntouched ? (document.events ?? {}) : {} },
    problems: [],
    ...kindsOf(read),
  }
}

const allKept = ({ document, run }: Takes): Before => ({
  kept: setLimits(document.getState().document, run.getState().description),
  lifted: [],
  events: {},
})

/** Nothing of the experiment on the page takes it: another engine's would, or this one's once its knobs are there. */
const noPlace = (name: string, { title }: KindName, isEarly: boolean): Problem => ({
  code: 'no-place-for-file',
  message: `${name} was read (${title}), and nothing in this experiment can use it${isEarly ? ' yet' : ''}.`,
  remedy: isEarly
    ? 'Wait until the knobs have appeared on the left, then drop it again.'
    : 'Switch to the serving engine, then drop it again.',
})

const notEmbedded = (name: string, { title }: KindName): Problem => ({
  code: 'no-place-for-file',
  message: `${name} was read (${title}), which an embedded page does not show.`,
  remedy: 'Open the whole page, and drop it there.',
})

const withoutEvents = ({ events = {} }: Experiment): Readonly<Record<string, null>> =>
  Object.fromEntries(Object.keys(events).map((key) => [`events.${key}`, null]))

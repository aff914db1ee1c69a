/**
 * The page's end of the worker: starts it, names runs, drops what comes late, and starts another one when it dies.
 *
 * A dead worker tells nobody (one stopped for memory raises no event), so silence is watched while an answer is owed. After a second
 * of it the worker is asked something cheap, which one that rests between slices answers at once, however long its work takes. Without
 * an answer for QUIET the page says so, what the worker was at, and what can be done; after SILENCE it counts as dead and another is
 * started. What may hold a worker in one piece (looking again, a file as one text) is given longer before that, not before the page
 * says so.
 */
import { proxy, wrap } from 'comlink'
import type { LosslessRow } from '../engines/tokens/asked.ts'
import type { Experiment } from '../experiment/document.ts'
import type { Question } from '../kernel/question.ts'
import type { ArmKey, LabWorker, RunEvent, RunId } from './api.ts'

const QUIET = 2_000 // ms
const SILENCE = 8_000 // ms
const TRACE_SILENCE = 120_000 // ms
/** Looks at the clock; one that comes this late was held up itself, by the page or a sleeping machine, and says nothing of the worker. */
const LOOK = 500 // ms
const LATE = 1_500 // ms
/** A worker that dies this often without anything that it has done between (progress, a whole run) is not started again. */
const MOST_DEATHS = 3

/** One living worker. Tests and the development page hand in one that runs in process. */
export interface WorkerLink {
  readonly api: LabWorker
  /** Called once when the worker fails to load or dies with an error. */
  onError(listener: (message: string) => void): void
  terminate(): void
}
export type StartWorker = () => WorkerLink

export const startModuleWorker: StartWorker = () => {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'tokenscope' })
  const remote = wrap<LabWorker>(worker)
  return {
    // Comlink's Remote type cannot see that a proxied callback is a callback; the calls are the same.
    api: remote as unknown as LabWorker,
    onError(listener) {
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        listener(event.message || 'the worker could not be loaded')
      })
      worker.addEventListener('messageerror', () => listener('a message of the worker could not be read'))
    },
    terminate: () => worker.terminate(),
  }
}

/** The worker owes an answer and has been silent for longer than any slice of work. */
export interface Quiet {
  readonly seconds: number
  /** What it was asked for, as in “while it was …”. */
  readonly doing: string
  /** Seconds of silence after which it counts as dead. */
  readonly patience: number
}

export interface LabClientListener {
  /** Events of the run in hand; those of earlier runs never arrive. */
  onRun(event: RunEvent): void
  /** The worker died and another one stands ready: run again. `restarted` is false after too many deaths. */
  onDeath(death: { readonly message: string; readonly restarted: boolean }): void
  /** The worker is silent; null once it is heard again or has been replaced. */
  onQuiet?(quiet: Quiet | null): void
}

type Asynchronous = Omit<LabWorker, 'run' | 'ask'>
type Method = keyof Asynchronous

export interface LabClient extends Asynchronous {
  /** Starts a run, ends the one in flight, and answers its name and what `run` answers. */
  start(document: Experiment): { readonly run: RunId; readonly completed: ReturnType<LabWorker['run']> }
  /** Asks an arm of the run: null where the run is not that of the worker any more, or has no answer. */
  ask<Arguments extends readonly unknown[], Answer>(
    run: RunId,
    arm: ArmKey,
    question: Question<Arguments, Answer>,
    ...args: Arguments
  ): Promise<Answer | null>
  /** Ends the worker, whatever it is at; the listener is told as of a death, which does not count. */
  restart(): void
  close(): void
}

/** What a run is at after it has told this. */
const STAGES: Partial<Record<RunEvent['kind'], string>> = {
  loading: 'fetching model files',
  computing: 'writing texts with the tiny models',
  starting: 'building the instances',
  started: 'simulating',
  done: 'reading what charts show',
  cancelled: 'reading what charts show',
  failed: 'reading what charts show',
}

/** What the worker is at with an answer that can take long. */
const DOING: Partial<Record<Method, string>> = {
  readIncoming: 'reading a file',
  record: 'recording',
  replayMeasured: 'replaying a measured run',
  predictMeasured: 'predicting measured kernels',
  simulatePublished: 'simulating published points',
  calibrate: 'calibrating',
  checkLossless: 'checking losslessness',
}

/** The worker is gone: what was asked of it will never be answered. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone'
}

export function createLabClient(startWorker: StartWorker, listener: LabClientListener): LabClient {
  let link: WorkerLink | null = null
  let current = 0
  let deaths = 0
  let heard = 0
  let isRunning = false
  /** What the run in hand is at. */
  let stage = ''
  let isQuiet = false
  let isPinged = false
  interface Owed {
    readonly patience: number
    readonly doing: string
    readonly giveUp: (error: Error) => void
  }
  const owed = new Map<object, Owed>()
  let watch: ReturnType<typeof setInterval> | undefined

  const hear = () => {
    heard = performance.now()
    if (isQuiet) tellQuiet(null)
  }

  function tellQuiet(quiet: Quiet | null): void {
    isQuiet = quiet !== null
    listener.onQuiet?.(quiet)
  }

  function die(message: string): void {
    if (isQuiet) tellQuiet(null)
    isPinged = false
    link?.terminate()
    link = null
    clearInterval(watch)
    watch = undefined
    isRunning = false
    const unanswered = [...owed.values()]
    owed.clear()
    for (const { giveUp } of unanswered) giveUp(new WorkerGone(message))
    deaths++
    listener.onDeath({ message, restarted: deaths < MOST_DEATHS })
  }

  function connect(): WorkerLink {
    if (link) return link
    const started = startWorker()
    started.onError((message) => {
      if (link === started) die(message)
    })
    link = started
    hear()
    let looked = performance.now()
    watch = setInterval(() => {
      const now = performance.now()
      const wasHeldUp = now - looked > LATE
      looked = now
      if (wasHeldUp || (!isRunning && owed.size === 0)) return hear()
      listen(started, now - heard)
    }, LOOK)
    return started
  }

  /** A long work is quiet between its messages: asking something cheap tells it from a worker that is stuck or gone. */
  function listen(asked: WorkerLink, silence: number): void {
    if (silence > QUIET / 2 && !isPinged) {
      isPinged = true
      const answered = () => {
        isPinged = false
        if (link === asked) hear()
      }
      asked.api.windows(current as RunId, []).then(answered, answered)
    }
    const calls = [...owed.values()]
    const patience = Math.max(SILENCE, ...calls.map((call) => call.patience))
    const doing = calls.reduce((last, call) => call.doing || last, stage)
    if (silence > patience) die(`the worker has not answered for ${patience / 1000} s while it was ${doing}`)
    else if (silence >= QUIET) tellQuiet({ seconds: Math.floor(silence / 1000), doing, patience: patience / 1000 })
  }

  /** Calls the worker; rejects with WorkerGone when it dies first (Comlink alone would wait for ever). */
  function call<T>(ask: (api: LabWorker) => Promise<T>, patience = SILENCE, doing = ''): Promise<T> {
    const { api } = connect()
    const token = {}
    if (owed.size === 0 && !isRunning) hear()
    return new Promise<T>((resolve, reject) => {
      owed.set(token, { patience, doing, giveUp: reject })
      ask(api)
        .then(resolve, reject)
        .finally(() => {
          hear()
          owed.delete(token)
        })
    })
  }

  const forward =
    <M extends Method>(method: M, patience?: number) =>
    (...args: Parameters<LabWorker[M]>): ReturnType<LabWorker[M]> =>
      call(
        (api) => (api[method] as (...a: typeof args) => Promise<unknown>)(...args),
        patience,
        DOING[method],
      ) as ReturnType<LabWorker[M]>

  return {
    start(document) {
      const run = ++current as RunId
      isRunning = true
      stage = 'reading the set-up'
      const onEvent = (event: RunEvent) => {
        if (event.run !== current) return // late news of a run that was replaced
        hear()
        // A short run ends before it tells any progress.
        if (event.kind === 'progress' || event.kind === 'done') deaths = 0
        if (event.kind === 'done' || event.kind === 'cancelled' || event.kind === 'failed') isRunning = false
        stage = STAGES[event.kind] ?? stage
        listener.onRun(event)
      }
      const completed = call((api) => api.run(run, document, proxy(onEvent)))
      return { run, completed }
    },
    describe: forward('describe'),
    complete: forward('complete'),
    cancel: forward('cancel'),
    windows: forward('windows'),
    ask: (run, arm, { id, patience, doing }, ...args) =>
      call((api) => api.ask(run, arm, id, args), patience, doing) as Promise<never>,
    readIncoming: forward('readIncoming', TRACE_SILENCE),
    incomingKinds: forward('incomingKinds'),
    record: (document, kind, onShare) =>
      call((api) => api.record(document, kind, proxy(onShare)), TRACE_SILENCE, DOING.record),
    cancelRecording: forward('cancelRecording'),
    fitSummaries: forward('fitSummaries'),
    predictMeasured: forward('predictMeasured', TRACE_SILENCE),
    accuracySummaries: forward('accuracySummaries'),
    replayMeasured: forward('replayMeasured', TRACE_SILENCE),
    simulatePublished: (name, text, onPoint) =>
      call((api) => api.simulatePublished(name, text, proxy(onPoint)), TRACE_SILENCE, DOING.simulatePublished),
    calibrate: (text, choice, onRuns) =>
      call((api) => api.calibrate(text, choice, proxy(onRuns)), TRACE_SILENCE, DOING.calibrate),
    cancelCalibration: forward('cancelCalibration'),
    checkLossless: (onRow) =>
      call((api) => api.checkLossless(proxy((row: LosslessRow) => onRow(row))), TRACE_SILENCE, DOING.checkLossless),
    tables: forward('tables', TRACE_SILENCE),
    restart() {
      deaths--
      die('it was asked to start anew')
    },
    close() {
      clearInterval(watch)
      link?.terminate()
      link = null
    },
  }
}

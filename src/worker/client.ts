/**
 * The page's end of the worker: starts it, names runs, drops what comes late, and starts another one when it dies.
 *
 * A dead worker tells nobody (one stopped for memory raises no event), so silence is watched: while an answer is owed,
 * SILENCE without any message counts as death. Engines answer within slices of about 10 ms, so 8 s is 800 slices; reading a
 * trace of 100 MB may hold the worker longer and is given TRACE_SILENCE.
 */
import { proxy, wrap } from 'comlink'
import type { Experiment } from '../experiment/document.ts'
import type { LosslessRow } from '../kernel/inspection.ts'
import type { LabWorker, RunEvent, RunId } from './api.ts'

const SILENCE = 8_000 // ms
const TRACE_SILENCE = 120_000 // ms
/** Looking at a moment again may simulate a stretch of the run. */
const LOOK_SILENCE = 30_000 // ms
/** A worker that dies this often without one progress event between is not started again. */
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

export interface LabClientListener {
  /** Events of the run in hand; those of earlier runs never arrive. */
  onRun(event: RunEvent): void
  /** The worker died and another one stands ready: run again. `restarted` is false after too many deaths. */
  onDeath(death: { readonly message: string; readonly restarted: boolean }): void
}

type Asynchronous = Omit<LabWorker, 'run'>
type Method = keyof Asynchronous

export interface LabClient extends Asynchronous {
  /** Starts a run, ends the one in flight, and answers its name and what `run` answers. */
  start(document: Experiment): { readonly run: RunId; readonly completed: ReturnType<LabWorker['run']> }
  close(): void
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
  const owed = new Map<object, { readonly patience: number; readonly giveUp: (error: Error) => void }>()
  let watch: ReturnType<typeof setInterval> | undefined

  const hear = () => {
    heard = performance.now()
  }

  function die(message: string): void {
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
    watch = setInterval(() => {
      if (!isRunning && owed.size === 0) return hear()
      // A run may be quiet for a while (a long idle stretch, a refused document): ask something cheap before judging.
      if (owed.size === 0 && performance.now() - heard > SILENCE / 2)
        ask((api) => api.windows(current as RunId, [])).catch(() => undefined)
      const patience = Math.max(SILENCE, ...[...owed.values()].map((call) => call.patience))
      if (performance.now() - heard > patience) die(`the worker has not answered for ${patience / 1000} s`)
    }, 1000)
    return started
  }

  /** Calls the worker; rejects with WorkerGone when it dies first (Comlink alone would wait for ever). */
  function ask<T>(call: (api: LabWorker) => Promise<T>, patience = SILENCE): Promise<T> {
    const { api } = connect()
    const token = {}
    if (owed.size === 0 && !isRunning) hear()
    return new Promise<T>((resolve, reject) => {
      owed.set(token, { patience, giveUp: reject })
      call(api)
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
      ask((api) => (api[method] as (...a: typeof args) => Promise<unknown>)(...args), patience) as ReturnType<
        LabWorker[M]
      >

  return {
    start(document) {
      const run = ++current as RunId
      isRunning = true
      const onEvent = (event: RunEvent) => {
        if (event.run !== current) return // late news of a run that was replaced
        hear()
        if (event.kind === 'progress') deaths = 0
        if (event.kind === 'done' || event.kind === 'cancelled' || event.kind === 'failed') isRunning = false
        listener.onRun(event)
      }
      const completed = ask((api) => api.run(run, document, proxy(onEvent)))
      return { run, completed }
    },
    describe: forward('describe'),
    complete: forward('complete'),
    cancel: forward('cancel'),
    windows: forward('windows'),
    explain: forward('explain'),
    explainRequest: forward('explainRequest', LOOK_SILENCE),
    explainRange: forward('explainRange', LOOK_SILENCE),
    requests: forward('requests'),
    blocks: forward('blocks', LOOK_SILENCE),
    roofline: forward('roofline', LOOK_SILENCE),
    acceptance: forward('acceptance'),
    blame: forward('blame', TRACE_SILENCE),
    landmark: forward('landmark', LOOK_SILENCE),
    chromeTrace: forward('chromeTrace', TRACE_SILENCE),
    vidurCsv: forward('vidurCsv', TRACE_SILENCE),
    written: forward('written'),
    round: forward('round', LOOK_SILENCE),
    attention: forward('attention', LOOK_SILENCE),
    cacheMap: forward('cacheMap', LOOK_SILENCE),
    expertDomains: forward('expertDomains'),
    readTrace: forward('readTrace', TRACE_SILENCE),
    record: (document, kind, onShare) => ask((api) => api.record(document, kind, proxy(onShare)), TRACE_SILENCE),
    cancelRecording: forward('cancelRecording'),
    readRecording: forward('readRecording', TRACE_SILENCE),
    fitSummaries: forward('fitSummaries'),
    predictMeasured: forward('predictMeasured', TRACE_SILENCE),
    accuracySummaries: forward('accuracySummaries'),
    replayMeasured: forward('replayMeasured', TRACE_SILENCE),
    simulatePublished: (name, text, onPoint) =>
      ask((api) => api.simulatePublished(name, text, proxy(onPoint)), TRACE_SILENCE),
    calibrate: (text, choice, onRuns) => ask((api) => api.calibrate(text, choice, proxy(onRuns)), TRACE_SILENCE),
    cancelCalibration: forward('cancelCalibration'),
    readModelConfig: forward('readModelConfig'),
    checkLossless: (onRow) => ask((api) => api.checkLossless(proxy((row: LosslessRow) => onRow(row))), TRACE_SILENCE),
    requestsCsv: forward('requestsCsv', TRACE_SILENCE),
    tables: forward('tables', TRACE_SILENCE),
    close() {
      clearInterval(watch)
      link?.terminate()
      link = null
    },
  }
}

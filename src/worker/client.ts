/**
 * The page's end of the worker: starts it, names runs, drops what comes late, and starts another one when it dies (watched.ts). What may
 * hold a worker in one piece (looking again, a file as one text) is given longer before that, not before the page says so.
 */
import { proxy } from 'comlink'
import type { Experiment } from '../experiment/document.ts'
import type { Errand } from '../kernel/errand.ts'
import type { Question } from '../kernel/question.ts'
import type { ArmKey, LabWorker, RunEvent, RunId } from './api.ts'
import * as watched from './watched.ts'

const { SILENCE } = watched
/** A whole file is read in one piece. */
const FILE_SILENCE = 120_000 // ms
/** A worker that dies this often without anything that it has done between (progress, a whole run) is not started again. */
const MOST_DEATHS = 3

export type WorkerLink = watched.WorkerLink<LabWorker>
export type Quiet = watched.Quiet
export type StartWorker = () => WorkerLink

export const startModuleWorker: StartWorker = () =>
  watched.linkTo(new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'tokenscope' }))

export interface LabClientListener {
  /** Events of the run in hand; those of earlier runs never arrive. */
  onRun(event: RunEvent): void
  /** The worker died and another one stands ready: run again. `restarted` is false after too many deaths. */
  onDeath(death: { readonly message: string; readonly restarted: boolean }): void
  /** The worker is silent; null once it is heard again or has been replaced. */
  onQuiet?(quiet: Quiet | null): void
}

type Asynchronous = Omit<LabWorker, 'run' | 'ask' | 'errand' | 'isAlive'>
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
  /** Has an errand done; `onNews` hears of it on the way. `cancel` with its id ends it. */
  errand<Arguments extends readonly unknown[], News, Answer>(
    errand: Errand<Arguments, News, Answer>,
    args: Arguments,
    onNews?: (news: News) => void,
  ): Promise<Answer>
  /** Ends the worker, whatever it is at; the listener is told as of a death, which does not count. */
  restart(): void
  /** Ends the worker for good: whatever is or will be asked of it is rejected. */
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
}

/** The worker is gone: what was asked of it will never be answered. */
export class WorkerGone extends Error {
  override readonly name = 'WorkerGone'
}

const CLOSED = 'it was closed'

interface Call extends watched.Owed {
  readonly giveUp: (error: Error) => void
}

export function createLabClient(startWorker: StartWorker, listener: LabClientListener): LabClient {
  let link: WorkerLink | null = null
  let watch: watched.Watched | null = null
  let current = 0
  let deaths = 0
  let isRunning = false
  let isClosed = false
  /** What the run in hand is at. */
  let stage = ''
  const calls = new Set<Call>()

  function owed(): watched.Owed | null {
    if (!isRunning && calls.size === 0) return null
    let doing = stage
    let patience = SILENCE
    for (const call of calls) {
      doing = call.doing || doing
      patience = Math.max(patience, call.patience)
    }
    return { doing, patience }
  }

  function giveUpAll(message: string): void {
    link = null
    watch = null
    isRunning = false
    const unanswered = [...calls]
    calls.clear()
    for (const { giveUp } of unanswered) giveUp(new WorkerGone(message))
  }

  function die(message: string): void {
    giveUpAll(message)
    deaths++
    listener.onDeath({ message, restarted: deaths < MOST_DEATHS })
  }

  function connect(): WorkerLink {
    if (link) return link
    link = startWorker()
    watch = watched.watchWorker(link, { owed, onQuiet: (quiet) => listener.onQuiet?.(quiet), onDeath: die })
    return link
  }

  /** Calls the worker; rejects with WorkerGone when it dies first (Comlink alone would wait for ever). */
  function call<T>(ask: (api: LabWorker) => Promise<T>, patience = SILENCE, doing = ''): Promise<T> {
    if (isClosed) return Promise.reject(new WorkerGone(CLOSED))
    const { api } = connect()
    if (owed() === null) watch?.hear()
    return new Promise<T>((resolve, reject) => {
      const mine: Call = { patience, doing, giveUp: reject }
      calls.add(mine)
      ask(api)
        .then(resolve, reject)
        .finally(() => {
          if (calls.delete(mine)) watch?.hear()
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
        watch?.hear()
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
    errand: ({ id, patience, doing }, args, onNews) =>
      call(
        (api) => api.errand(id, args, onNews ? proxy(onNews as () => void) : null),
        patience,
        doing,
      ) as Promise<never>,
    readIncoming: forward('readIncoming', FILE_SILENCE),
    incomingKinds: forward('incomingKinds'),
    tables: forward('tables', FILE_SILENCE),
    restart() {
      deaths--
      watch?.end()
      die('it was asked to start anew')
    },
    close() {
      isClosed = true
      watch?.end()
      giveUpAll(CLOSED)
    },
  }
}

/**
 * Drives the worker: runs the document again whenever it changes, mirrors rows as they come, and tells the run store.
 *
 * An edit starts the next run at once; while the worker has not yet answered the last start, edits only replace what
 * starts next, so that a slider dragged at 120 events a second never queues up runs.
 */

import type { StoreApi } from 'zustand/vanilla'
import { explain as explainMoment, requestsCsv } from '../engines/asked.ts'
import { manifestOf } from '../engines/registry.ts'
import type { Experiment } from '../experiment/document.ts'
import type { Problem } from '../kernel/problem.ts'
import type { TrackInfo } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, Completed, RunEvent, RunId } from '../worker/api.ts'
import { createLabClient, type LabClient, type StartWorker, WorkerGone } from '../worker/client.ts'
import { createExplainer } from './explainer.ts'
import type { FirstRun } from './first-run.ts'
import { createLooking, type Looking } from './looking.ts'
import { Mirror, type MirrorRequest } from './mirror.ts'
import { blockingProblems, noProgress, type RunState } from './run.ts'
import type { ViewState } from './view.ts'
import { WHOLE_PIXELS, wantedRows } from './wanted-rows.ts'

/** Shortest time between two refreshes while rows stream: more than 20 pictures a second nobody can tell apart. */
const REFRESH = 50 // ms
/** Pause after a refresh as a multiple of what it took: the worker spends at most a fifth of its time on windows. */
const PAUSE_SHARE = 4
/** What comes before a run is over. */
const nothingBefore = { loading: null, computing: null, starting: null } as const
export interface RunnerParts {
  readonly startWorker: StartWorker
  readonly run: StoreApi<RunState>
  readonly view: StoreApi<ViewState>
  /** Calls back before the next frame (tests: at once). */
  readonly nextFrame: (work: () => void) => void
}

export interface Runner {
  readonly client: LabClient
  readonly mirror: Mirror
  /** Shows the shipped run until the worker has a live one. */
  showFirst(first: FirstRun): void
  start(document: Experiment): void
  cancel(): void
  /** Ends a worker that does not answer, and runs the document in another. */
  restart(): void
  /** Explains a moment of the run in words; the last one asked for wins. */
  explain(arm: ArmKey, at: Seconds): void
  requestsCsv(arm: ArmKey): Promise<string>
  /** Looks into the run in hand. */
  readonly look: Looking
  close(): void
}

export function createRunner({ startWorker, run: store, view, nextFrame }: RunnerParts): Runner {
  const mirror = new Mirror()
  const client = createLabClient(startWorker, { onRun, onDeath, onQuiet: (quiet) => store.setState({ quiet }) })
  let current: RunId | null = null
  /** Document of the picture on the page; the one being run; the one to run next. */
  let pictured: Experiment | null = null
  let running: Experiment | null = null
  let next: Experiment | null = null
  let isStarting = false
  /** The run whose document cannot run: its fields say why. */
  let refused: RunId | null = null
  /** Tracks of the run in hand, shown once its first rows are here. */
  let arriving: Readonly<Record<ArmKey, readonly TrackInfo[]>> | null = null
  let hasNews = false
  let isRefreshing = false

  // ------------------------------------------------------------ runs

  function start(document: Experiment): void {
    next = document
    store.setState({ isStale: document !== pictured })
    if (!isStarting) void startNext()
  }

  async function startNext(): Promise<void> {
    isStarting = true
    while (next) {
      const document: Experiment = next
      next = null
      running = document
      arriving = null
      store.setState({ status: 'running', progress: noProgress, problem: null, ...nothingBefore })
      const { description } = store.getState()
      if (description?.isOutline || description?.engine.id !== document.engine.id) void describe(document)
      const { run, completed } = client.start(document)
      current = run
      try {
        const known = await completed
        if (current !== run) continue
        const blocked = blockingProblems(known).length > 0
        // The worker also reports the obstacle as a failure; beside its field it is a state with a way out.
        if (blocked) refused = run
        store.setState({
          completed: known,
          ...(blocked && { status: 'infeasible', problem: unknownEngineIn(known), workerNotice: null }),
        })
      } catch (error) {
        // A death is told by onDeath, which runs the document again.
        if (!(error instanceof WorkerGone)) store.setState({ status: 'failed', problem: unexpected(error) })
      }
    }
    isStarting = false
  }

  function onRun(event: RunEvent): void {
    switch (event.kind) {
      case 'loading':
        store.setState({ loading: { here: event.here, of: event.of } })
        return
      case 'computing':
        store.setState({ loading: null, computing: event.share })
        return
      case 'starting':
        store.setState({ loading: null, computing: null, starting: event.share })
        return
      case 'started':
        store.setState(nothingBefore)
        arriving = event.tracks
        hasNews = true
        // Not waiting for the first nudge: the first rows are there within a slice, and a knob owes pixels in 100 ms.
        if (!waitsForEnd()) scheduleRefresh()
        return
      case 'progress': {
        const { simulated, share, eventsPerSecond, busy, summaries } = event
        store.setState({ progress: { simulated, share, eventsPerSecond, busy } })
        if (!waitsForEnd()) store.setState(named(summaries))
        return
      }
      case 'rows':
        hasNews = true
        // Streaming keeps its pace; what a person does (zoom, a new run) does not wait for it.
        if (!waitsForEnd() && pausing === undefined) scheduleRefresh()
        return
      case 'done': {
        const { progress } = store.getState()
        store.setState({
          status: 'done',
          // Not before: a worker answers 300 ms after it died, and nobody reads a notice in that time.
          workerNotice: null,
          ...named(event.summaries),
          progress: { ...progress, simulated: event.until, share: 1, busy: event.busy },
        })
        hasNews = true
        pictureIsWhole = true
        scheduleRefresh()
        return
      }
      case 'cancelled':
        store.setState({ status: 'cancelled', ...nothingBefore, workerNotice: null })
        hasNews = true
        scheduleRefresh()
        return
      case 'failed':
        if (event.run !== refused)
          store.setState({
            status: 'failed',
            problem: event.problem,
            ...nothingBefore,
            workerNotice: null,
          })
    }
  }

  /** The run repeats the picture (shipped run, dead worker): a whole picture is not replaced by the beginning of itself. */
  let pictureIsWhole = false
  const waitsForEnd = () => running === pictured && pictureIsWhole && store.getState().status === 'running'

  function onDeath({ message, restarted }: { readonly message: string; readonly restarted: boolean }): void {
    const document = next ?? running
    if (!restarted) {
      store.setState({ status: 'failed', workerNotice: `The simulation cannot be started: ${message}.` })
      return
    }
    store.setState({
      workerNotice: `The simulation stopped (${message}) and is being computed again. Nothing is lost.`,
    })
    // Not at once: the failed start has to unwind first, and a worker that dies on loading must not spin.
    setTimeout(() => {
      if (document) start(document)
      if (!store.getState().description) void describe(document ?? running)
    }, 250)
  }

  /** Engine of the figures on the page: their words come with its description, which may come after them. */
  let figuresOf = ''
  const wordsOf = (engine: string) => {
    const { description } = store.getState()
    return description?.engine.id === engine ? description.metrics : []
  }

  function named(summaries: RunState['summaries']): Pick<RunState, 'summaries' | 'metrics'> {
    figuresOf = running?.engine.id ?? ''
    return { summaries, metrics: wordsOf(figuresOf) }
  }

  async function describe(document: Experiment | null): Promise<void> {
    if (!document) return
    // Nobody can describe an engine that nobody knows; the knobs of the one before are not its.
    if (manifestOf(document.engine.id) === null) return store.setState({ description: null })
    try {
      store.setState({ description: await client.describe(document.engine.id) })
      if (figuresOf === document.engine.id) store.setState({ metrics: wordsOf(figuresOf) })
    } catch (error) {
      if (!(error instanceof WorkerGone)) store.setState({ problem: unexpected(error) })
    }
  }

  // ------------------------------------------------------------ rows

  /** Asks for rows at the next frame; `pausing` is the wait of a refresh that is only due later. */
  let pausing: ReturnType<typeof setTimeout> | undefined
  function scheduleRefresh(): void {
    if (pausing === undefined && isRefreshing) return
    clearTimeout(pausing)
    pausing = undefined
    isRefreshing = true
    askForRows()
  }

  /** With the next frame, since it is drawn then; the first rows of a run at once, since a person waits for them. */
  function askForRows(): void {
    if (arriving) void refresh()
    else nextFrame(() => void refresh())
  }

  async function refresh(): Promise<void> {
    const run = current
    const requests = run === null ? [] : wanted()
    hasNews = false
    const asked = performance.now()
    if (run !== null && requests.length > 0) {
      try {
        const windows = await client.windows(run, requests)
        if (run === current) receive(requests, windows)
      } catch (error) {
        if (!(error instanceof WorkerGone)) store.setState({ problem: unexpected(error) })
      }
    }
    isRefreshing = false
    if (hasNews && !waitsForEnd()) {
      isRefreshing = true
      const pause = Math.max(REFRESH, (performance.now() - asked) * PAUSE_SHARE)
      pausing = setTimeout(
        () => {
          pausing = undefined
          askForRows()
        },
        arriving ? 0 : pause,
      )
    }
  }

  function wanted(): MirrorRequest[] {
    const { range, plotWidth, hidden } = view.getState()
    const { progress, tracks: shownTracks, extent } = store.getState()
    const tracks = arriving ?? (running === pictured ? shownTracks : {})
    const until = Math.max(progress.simulated, 1e-9)
    const isWholeDue = arriving !== null || hasNews
    return wantedRows({ tracks, mirror, until, extent: Math.max(until, extent), isWholeDue, range, plotWidth, hidden })
  }

  function receive(requests: readonly MirrorRequest[], windows: Awaited<ReturnType<LabClient['windows']>>): void {
    const state = store.getState()
    let { computed } = state
    if (arriving) {
      if (!windows.some((window) => window && window.length > 0)) {
        hasNews = true
        return
      }
      mirror.clear()
      computed = 0
      pictureIsWhole = state.status === 'done'
      pictured = running
      const { explained } = state
      store.setState({
        tracks: arriving,
        isStale: false,
        explained: explained && { ...explained, isOutdated: true },
      })
      arriving = null
    }
    for (const [i, request] of requests.entries()) {
      const window = windows[i]
      mirror.put(request, window)
      if (window && request.purpose === 'whole') computed = Math.max(computed, window.computed)
    }
    const isOver = state.status === 'done' || state.status === 'cancelled'
    store.setState({
      computed,
      // While it runs the axis keeps the length of the last picture, so that a knob moves the data and not the axis.
      extent: isOver ? computed : Math.max(computed, state.extent),
      revision: state.revision + 1,
    })
  }

  const unwatch = view.subscribe((now, before) => {
    if (now.range !== before.range || now.plotWidth !== before.plotWidth || now.hidden !== before.hidden) {
      if (now.range && current !== null && !arriving) scheduleRefresh()
    }
  })

  const explain = createExplainer(async (arm, at) => {
    const run = current
    if (run === null) return
    const explanation = await client.ask(run, arm, explainMoment, at)
    if (run === current) store.setState({ explained: { arm, at, explanation, isOutdated: false } })
  })

  return {
    client,
    mirror,
    showFirst(first) {
      for (const { arm, track, window } of first.windows) {
        mirror.put({ purpose: 'whole', arm, track, t0: 0, t1: first.extent, pixels: WHOLE_PIXELS }, window)
      }
      pictured = first.document
      figuresOf = first.document.engine.id
      pictureIsWhole = true
      const { completed, tracks, summaries, extent } = first
      store.setState({ completed, tracks, summaries, extent, computed: extent, revision: 1 })
    },
    start,
    cancel() {
      if (current !== null) client.cancel(current).catch(() => undefined)
    },
    restart: () => client.restart(),
    explain,
    look: createLooking(client, () => current),
    requestsCsv: async (arm) => (current === null ? '' : ((await client.ask(current, arm, requestsCsv)) ?? '')),
    close() {
      unwatch()
      client.close()
    },
  }
}

/** No field of the set-up says this one: there is no set-up. */
const unknownEngineIn = ({ problems }: Completed): Problem | null =>
  problems.find(({ path }) => path === 'engine.id') ?? null

function unexpected(error: unknown): { code: string; message: string; remedy: string } {
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: 'unexpected',
    message: `The simulation stopped on a mistake of ours: ${message}.`,
    remedy: 'Undo the last change, or reload the page: the link keeps the experiment.',
  }
}

/**
 * The sweep in hand: its points, their figures as they come, and whether the document still asks for them. And the search
 * for the highest rate beside it.
 *
 * Made when the view is first opened, once a lab. Figures are kept by run for the session: a sweep with one more value
 * measures that value only.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { type Point, pointsOf } from '../experiment/points.ts'
import type { MetricValues, MetricWords } from '../kernel/metric.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PointFigures } from '../worker/api.ts'
import { type RateJob, type RateOutcome, type RateStep, searchRate } from '../worker/asked/searches.ts'
import type { LabClient } from '../worker/client.ts'
import type { PointPool } from '../worker/pool.ts'
import type { DocumentState } from './document.ts'
import { isTooRare } from './figures.ts'
import { searchStopped } from './search-stopped.ts'
import { pointIdentity, sweepIdentity } from './sweep-identity.ts'

/** Figures of a point, small enough to keep thousands. */
export interface PointResult {
  readonly digest: string
  readonly ending: PointFigures['ending']
  /** Value of each metric by its id; null where there is none. */
  readonly values: Readonly<Record<string, number | null>>
  readonly problem: Problem | null
}

export interface SweepState {
  readonly status: 'empty' | 'running' | 'done' | 'cancelled' | 'failed'
  /** The document the points below are of. */
  readonly document: Experiment | null
  readonly points: readonly Point[]
  /** By place in `points`; null until measured. */
  readonly results: readonly (PointResult | null)[]
  /** Words of the figures that some point has. */
  readonly metrics: readonly MetricWords[]
  /** The document asks for other points now. */
  readonly isStale: boolean
  readonly measured: number
  /** Points taken from earlier sweeps of this session. */
  readonly remembered: number
  readonly pointsPerSecond: number
  readonly problem: Problem | null
  /** The sweep runs again by itself after an edit. */
  readonly follows: boolean
  /** Ids of the metric shown, and of the one it is drawn against; empty for none. */
  readonly metric: string
  readonly against: string
  readonly search: SearchState
}

export interface SearchState {
  readonly status: 'empty' | 'running' | 'done' | 'cancelled'
  readonly steps: readonly RateStep[]
  readonly outcome: RateOutcome | null
  /** What was searched: shown with the outcome. */
  readonly job: Omit<RateJob, 'tables'> | null
  readonly isStale: boolean
}

export interface Sweep extends StoreApi<SweepState> {
  run(): void
  cancel(): void
  follow(follows: boolean): void
  show(metric: string, against: string): void
  search(job: Omit<RateJob, 'tables' | 'document'>): void
  cancelSearch(): void
  close(): void
}

export interface SweepParts {
  readonly document: StoreApi<DocumentState>
  readonly client: Pick<LabClient, 'tables'>
  readonly pool: PointPool
  /** Words of the figures that runs of the document can have. */
  readonly words: () => readonly MetricWords[]
  /** Milliseconds. */
  readonly clock: () => number
}

/** Pictures of a sweep that streams: one costs some 30 ms of the cores that measure, and four a second show that it goes on. */
const REFRESH = 250 // ms
/** Rest after an edit before a sweep that follows runs again. */
const QUIET = 400 // ms
/** Runs kept for the session, the oldest go first: at about 1 kB each these are 20 MB. */
const MOST_KEPT = 20_000

const noSearch: SearchState = { status: 'empty', steps: [], outcome: null, job: null, isStale: false }

export function createSweep({ document: documents, client, pool, words, clock }: SweepParts): Sweep {
  const store = createStore<SweepState>(() => ({
    status: 'empty',
    document: null,
    points: [],
    results: [],
    metrics: [],
    isStale: false,
    measured: 0,
    remembered: 0,
    pointsPerSecond: 0,
    problem: null,
    follows: false,
    metric: '',
    against: '',
    search: noSearch,
  }))
  const kept = new Map<string, PointResult>()
  let identity = ''
  let searched: Experiment | null = null
  /** Late answers of a sweep that was replaced or cancelled are told by their number. */
  let turn = 0
  let quiet: ReturnType<typeof setTimeout> | undefined
  /** Shows what came since the last picture. */
  let flush = (): void => undefined

  async function run(): Promise<void> {
    clearTimeout(quiet)
    const mine = ++turn
    pool.cancel()
    const { document } = documents.getState()
    const { points, problems } = pointsOf(document)
    const [wrong] = problems
    if (wrong) {
      store.setState({ status: 'failed', problem: wrong })
      return
    }
    identity = sweepIdentity(document)
    flush = () => undefined
    const nameOf = pointIdentity(document)
    const names = points.map(nameOf)
    const results = names.map((name) => kept.get(name) ?? null)
    const places = results.flatMap((result, place) => (result === null ? [place] : []))
    const remembered = points.length - places.length
    store.setState({
      status: 'running',
      document,
      points,
      results: [...results],
      isStale: false,
      measured: remembered,
      remembered,
      pointsPerSecond: 0,
      problem: null,
    })
    const tables = await client.tables(document).catch(() => [])
    if (mine !== turn) return
    const started = clock()
    let shown = started
    let fresh = 0
    const show = (more: Partial<SweepState> = {}) => {
      shown = clock()
      const pointsPerSecond = (1000 * fresh) / Math.max(1, shown - started)
      store.setState({ results: [...results], measured: remembered + fresh, pointsPerSecond, ...more })
    }
    flush = () => show()
    pool.measure({ document, tables }, places, {
      onPoint(place, figures) {
        if (mine !== turn) return
        results[place] = resultOf(figures, words())
        fresh++
        learn(figures.metrics)
        // A worker that died is no property of the run: the next sweep may try again.
        if (!TRANSIENT.has(figures.problem?.code ?? '')) keep(names[place], results[place])
        if (clock() - shown >= REFRESH) show()
      },
      onDone: () => mine === turn && show({ status: 'done' }),
      onFailed: (problem) => mine === turn && show({ status: 'failed', problem }),
    })
  }

  function learn(values: MetricValues): void {
    const known = store.getState().metrics
    const news = words().filter((one) => values[one.id] && !known.includes(one))
    if (news.length > 0) store.setState({ metrics: [...known, ...news] })
  }

  function keep(name: string, result: PointResult | null): void {
    if (result === null) return
    kept.set(name, result)
    if (kept.size <= MOST_KEPT) return
    const [oldest] = kept.keys()
    kept.delete(oldest)
  }

  function cancel(): void {
    turn++
    clearTimeout(quiet)
    pool.cancel()
    if (store.getState().status !== 'running') return
    flush()
    store.setState({ status: 'cancelled' })
  }

  const unwatch = documents.subscribe(({ document }, before) => {
    if (document === before.document) return
    const { status, follows, search } = store.getState()
    if (search.job !== null && searched !== null) {
      const isStale = searchIdentity(document, search.job) !== searchIdentity(searched, search.job)
      if (isStale !== search.isStale) store.setState({ search: { ...search, isStale } })
    }
    if (status === 'empty') return
    const isStale = sweepIdentity(document) !== identity
    if (isStale !== store.getState().isStale) store.setState({ isStale })
    clearTimeout(quiet)
    if (isStale && follows) quiet = setTimeout(() => void run(), QUIET)
  })

  let ending: (() => void) | null = null
  let searches = 0

  async function search(asked: Omit<RateJob, 'tables' | 'document'>): Promise<void> {
    cancelSearch()
    const mine = ++searches
    const { document } = documents.getState()
    searched = document
    const job = { ...asked, document }
    const tell = (change: Partial<SearchState>) => {
      if (mine === searches) store.setState({ search: { ...store.getState().search, ...change } })
    }
    tell({ ...noSearch, status: 'running', job })
    const tables = await client.tables(document).catch(() => [])
    if (mine !== searches) return
    const running = pool.errand(searchRate, [{ ...job, tables }], (step) =>
      tell({ steps: [...store.getState().search.steps, step] }),
    )
    ending = running.cancel
    try {
      tell({ status: 'done', outcome: await running.outcome })
    } catch (error) {
      tell({ status: 'done', outcome: { kind: 'refused', problem: searchStopped(error) } })
    }
  }

  function cancelSearch(): void {
    searches++
    ending?.()
    ending = null
    const { search } = store.getState()
    if (search.status === 'running') store.setState({ search: { ...search, status: 'cancelled' } })
  }

  return {
    ...store,
    run: () => void run(),
    cancel,
    follow(follows) {
      store.setState({ follows })
      if (follows && store.getState().isStale) void run()
    },
    show: (metric, against) => store.setState({ metric, against }),
    search: (job) => void search(job),
    cancelSearch,
    close() {
      unwatch()
      cancel()
      cancelSearch()
      pool.close()
    },
  }
}

const TRANSIENT: ReadonlySet<string> = new Set(['worker-died', 'invariant-broken', 'data-missing'])

function resultOf({ digest, ending, metrics, problem }: PointFigures, words: readonly MetricWords[]): PointResult {
  const values = Object.entries(metrics).map(([id, here]) => {
    const known = words.find((one) => one.id === id)
    return [id, known && isTooRare(known, here) ? null : here.value]
  })
  return { digest, ending, values: Object.fromEntries(values), problem }
}

/** All that decides the outcome of a search: the arm's set-up without its rate, seeds and events. */
function searchIdentity(document: Experiment, { arm, path }: { readonly arm: string; readonly path: string }): string {
  return sweepIdentity(edit(document, 'sweep', { axes: { x: { path, values: [1] } } })) + arm
}

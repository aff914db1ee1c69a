/**
 * The uncertainty band of the experiment on the page: its arms at other draws, measured by a pool of workers while the switch is on,
 * and again after an edit. Loaded with the switch; closing ends its workers.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Band, type BandKnob, bandDocument, bandsOf } from '../experiment/band.ts'
import type { Experiment } from '../experiment/document.ts'
import { pointsOf } from '../experiment/points.ts'
import type { MetricValues } from '../kernel/metric.ts'
import type { Problem } from '../kernel/problem.ts'
import type { LabClient } from '../worker/client.ts'
import type { PointPool } from '../worker/pool.ts'
import type { DocumentState } from './document.ts'
import { sweepIdentity } from './sweep-identity.ts'

export interface BandState {
  readonly status: 'running' | 'done' | 'failed'
  readonly measured: number
  readonly total: number
  /** By arm and metric; those of the last whole measurement, null before the first. */
  readonly bands: Readonly<Record<string, Readonly<Record<string, Band>>>> | null
  /** The bands are of an older experiment. */
  readonly isStale: boolean
  readonly problem: Problem | null
}

export interface BandParts {
  readonly document: StoreApi<DocumentState>
  readonly client: Pick<LabClient, 'tables'>
  readonly pool: PointPool
  readonly knob: BandKnob
}

export interface BandStore extends StoreApi<BandState> {
  close(): void
}

/** Rest after an edit before the draws run again. */
const QUIET = 500 // ms

export function createBand({ document: documents, client, pool, knob }: BandParts): BandStore {
  const store = createStore<BandState>(() => ({
    status: 'running',
    measured: 0,
    total: 0,
    bands: null,
    isStale: false,
    problem: null,
  }))
  let identity = ''
  /** Answers of a measurement that was replaced are told by its number. */
  let turn = 0
  let quiet: ReturnType<typeof setTimeout> | undefined

  async function run(): Promise<void> {
    const mine = ++turn
    pool.cancel()
    const document = bandDocument(documents.getState().document, knob)
    identity = identityOf(documents.getState().document)
    const { points } = pointsOf(document)
    store.setState({ status: 'running', measured: 0, total: points.length, problem: null })
    const tables = await client.tables(document).catch(() => [])
    if (mine !== turn) return
    const draws: Record<string, MetricValues[]> = {}
    let wrong: Problem | null = null
    pool.measure({ document, tables }, [...points.keys()], {
      onPoint(place, { metrics, problem }) {
        if (mine !== turn) return
        wrong ??= problem
        const { arm } = points[place]
        draws[arm] ??= []
        draws[arm].push(metrics)
        store.setState(({ measured }) => ({ measured: measured + 1 }))
      },
      onDone() {
        if (mine !== turn) return
        if (wrong) fail(wrong)
        else
          store.setState({
            status: 'done',
            isStale: false,
            bands: Object.fromEntries(Object.entries(draws).map(([arm, values]) => [arm, bandsOf(values)])),
          })
      },
      onFailed: (problem) => mine === turn && fail(problem),
    })
  }

  function fail(problem: Problem): void {
    store.setState({ status: 'failed', problem, bands: null })
  }

  const identityOf = (document: Experiment): string => sweepIdentity(bandDocument(document, knob))

  const unwatch = documents.subscribe(({ document }, before) => {
    if (document === before.document) return
    const isStale = identityOf(document) !== identity
    store.setState({ isStale })
    clearTimeout(quiet)
    if (isStale) quiet = setTimeout(() => void run(), QUIET)
  })
  void run()

  return {
    ...store,
    close() {
      turn++
      clearTimeout(quiet)
      unwatch()
      pool.close()
    },
  }
}

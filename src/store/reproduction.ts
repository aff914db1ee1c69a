/**
 * A paper's experiment measured on the page: its first two arms at several seeds, by a pool of workers, and what that comes to by
 * rule. Kept for the visit, so that the list of papers can say what has been found.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import {
  type Claimed,
  figuresOf,
  reproductionPoints,
  type SeedFigures,
  type Verdict,
  verdictOf,
} from '../experiment/reproduction.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PointFigures } from '../worker/api.ts'
import type { PointPool } from '../worker/pool.ts'

export interface Reproduction {
  readonly status: 'running' | 'done' | 'failed'
  readonly measured: number
  readonly total: number
  readonly figures: readonly SeedFigures[]
  readonly verdict: Verdict | null
  readonly problem: Problem | null
}

export interface ReproductionStore extends StoreApi<Readonly<Record<string, Reproduction>>> {
  run(id: string, document: Experiment, claimed: Claimed): void
  cancel(): void
}

const SEEDS = [1, 2, 3, 4, 5] as const

/** `openPool` is asked when something is measured first. */
export function createReproductions(openPool: () => PointPool): ReproductionStore {
  const store = createStore<Readonly<Record<string, Reproduction>>>(() => ({}))
  let pool: PointPool | null = null
  let turn = 0
  let running: string | null = null

  const tell = (id: string, change: Partial<Reproduction>): void =>
    store.setState((all) => ({ ...all, [id]: { ...all[id], ...change } }))

  function cancel(): void {
    turn++
    pool?.cancel()
    if (running !== null) {
      const { [running]: _ended, ...others } = store.getState()
      store.setState(others, true)
    }
    running = null
  }

  function run(id: string, document: Experiment, claimed: Claimed): void {
    cancel()
    const mine = ++turn
    running = id
    pool ??= openPool()
    const axes = { ...document.sweep?.axes, seed: { path: 'seed', values: [...SEEDS] } }
    const seeded = { ...document, sweep: { axes } }
    const points = reproductionPoints(seeded, SEEDS)
    const found: PointFigures['metrics'][] = []
    let wrong: Problem | null = null
    tell(id, { status: 'running', measured: 0, total: points.length, figures: [], verdict: null, problem: null })
    pool.measure({ document: seeded, tables: [] }, [...points.keys()], {
      onPoint(place, { metrics, problem }) {
        if (mine !== turn) return
        wrong ??= problem
        found[place] = metrics
        tell(id, { measured: store.getState()[id].measured + 1 })
      },
      onDone() {
        if (mine !== turn) return
        running = null
        const figures = figuresOf(seeded, claimed, points, (place, metric) => found[place]?.[metric]?.value ?? null)
        if (wrong || figures.length < 2) tell(id, { status: 'failed', problem: wrong ?? noFigures })
        else tell(id, { status: 'done', figures, verdict: verdictOf(claimed, figures) })
      },
      onFailed: (problem) => mine === turn && tell(id, { status: 'failed', problem }),
    })
  }

  return { ...store, run, cancel }
}

const noFigures: Problem = {
  code: 'no-figure',
  message: 'The runs have no figure for the claim.',
  remedy: 'Open the experiment in the Lab to see what happens.',
}

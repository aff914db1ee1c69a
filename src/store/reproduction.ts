/**
 * A paper's experiment measured on the page: its first two arms at several seeds, by a pool of workers, and what that comes to by
 * rule. Kept for the visit, so that the list of papers can say what has been found.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import { pointsOf } from '../experiment/points.ts'
import { type Claimed, type SeedPair, type Verdict, verdictOf } from '../experiment/reproduction.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PointPool } from '../worker/pool.ts'

export interface Reproduction {
  readonly status: 'running' | 'done' | 'failed'
  readonly measured: number
  readonly total: number
  readonly pairs: readonly SeedPair[]
  readonly verdict: Verdict | null
  readonly problem: Problem | null
}

export interface ReproductionStore extends StoreApi<Readonly<Record<string, Reproduction>>> {
  run(id: string, document: Experiment, claimed: Claimed): void
  cancel(): void
}

export const SEEDS = [1, 2, 3, 4, 5] as const

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
    const seeded = { ...document, sweep: { axes: { seed: { path: 'seed', values: [...SEEDS] } } } }
    const { points } = pointsOf(seeded)
    const [baseline, mechanism] = Object.keys(document.arms)
    const values = new Map<string, number>()
    let wrong: Problem | null = null
    tell(id, { status: 'running', measured: 0, total: points.length, pairs: [], verdict: null, problem: null })
    pool.measure({ document: seeded, tables: [] }, [...points.keys()], {
      onPoint(place, { metrics, problem }) {
        if (mine !== turn) return
        wrong ??= problem
        const { arm, seed } = points[place]
        const value = metrics.find((metric) => metric.id === claimed.metric)?.value
        if (value !== undefined && value !== null) values.set(`${arm} ${seed}`, value)
        tell(id, { measured: store.getState()[id].measured + 1 })
      },
      onDone() {
        if (mine !== turn) return
        running = null
        const pairs = SEEDS.flatMap((seed) => {
          const [a, b] = [values.get(`${baseline} ${seed}`), values.get(`${mechanism} ${seed}`)]
          return a !== undefined && b !== undefined && a > 0 && b > 0 ? [{ seed, baseline: a, mechanism: b }] : []
        })
        if (wrong || pairs.length < 2) tell(id, { status: 'failed', problem: wrong ?? noFigures })
        else tell(id, { status: 'done', pairs, verdict: verdictOf(claimed, pairs) })
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

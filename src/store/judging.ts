/**
 * Papers judged on the page: the referee asks for batches of runs, and a pool of workers measures them. Kept for the visit. What was stored
 * of a paper is fetched beside it, so that its verdict is there before anybody has measured.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Experiment } from '../experiment/document.ts'
import { type Batch, measuredOf } from '../experiment/referee/batch.ts'
import { countRuns } from '../experiment/referee/count-runs.ts'
import type { Judged } from '../experiment/referee/judged.ts'
import { FULL, type Judging, judge } from '../experiment/referee/referee.ts'
import { type StoredJudgement, storedOf } from '../experiment/referee/stored.ts'
import type { Problem } from '../kernel/problem.ts'
import type { PointFigures } from '../worker/api.ts'
import type { PointPool } from '../worker/pool.ts'

export interface JudgedHere {
  readonly status: 'running' | 'done' | 'failed'
  /** Runs that are done, and of how many. */
  readonly runs: number
  readonly of: number
  readonly judgement: StoredJudgement | null
  readonly problem: Problem | null
}

export interface JudgingStore extends StoreApi<Readonly<Record<string, JudgedHere>>> {
  /** Judges as `npm run papers` does, to the same digits. */
  run(id: string, base: Experiment, judged: Judged): void
  cancel(): void
}

/** `openPool` is asked when something is measured first. */
export function createJudging(openPool: () => PointPool): JudgingStore {
  const store = createStore<Readonly<Record<string, JudgedHere>>>(() => ({}))
  let pool: PointPool | null = null
  let turn = 0
  let running: string | null = null

  const tell = (id: string, change: Partial<JudgedHere>): void =>
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

  function run(id: string, base: Experiment, judged: Judged): void {
    cancel()
    const mine = ++turn
    running = id
    pool ??= openPool()
    const judging = judge(base, judged, FULL)
    const of = countRuns(judge(base, judged, FULL))
    tell(id, { status: 'running', runs: 0, of, judgement: null, problem: null })
    const fail = (problem: Problem): void => {
      if (mine === turn) tell(id, { status: 'failed', problem })
    }
    const go = (step: ReturnType<typeof judging.next>): void => {
      if (step.done) {
        running = null
        tell(id, { status: 'done', judgement: storedOf(step.value) })
      } else measureBatch(step.value, judging, { isWanted: () => mine === turn, go, fail })
    }
    go(judging.next())
  }

  interface Hands<Answer> {
    isWanted(): boolean
    go(step: IteratorResult<Batch, Answer>): void
    fail(problem: Problem): void
  }

  function measureBatch<Answer>(
    { document, points }: Batch,
    judging: Judging<Answer>,
    { isWanted, go, fail }: Hands<Answer>,
  ): void {
    const found: PointFigures[] = []
    let wrong: Problem | null = null
    pool?.measure({ document, tables: [] }, [...points.keys()], {
      onPoint(place, figures) {
        if (!isWanted() || running === null) return
        wrong ??= figures.problem
        found[place] = figures
        tell(running, { runs: store.getState()[running].runs + 1 })
      },
      onDone() {
        if (!isWanted()) return
        if (wrong !== null) fail(wrong)
        else go(judging.next(measuredOf(found)))
      },
      onFailed: fail,
    })
  }

  return { ...store, run, cancel }
}

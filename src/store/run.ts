/**
 * The run in hand as the page knows it: what will run, how far it is, its summaries, and which rows are mirrored
 * (`revision`). Written by `runner.ts` only; components read.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Description } from '../kernel/description.ts'
import type { Explanation, Summary } from '../kernel/engine.ts'
import type { MetricWords } from '../kernel/metric.ts'
import type { Problem } from '../kernel/problem.ts'
import type { TrackInfo } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, Completed } from '../worker/api.ts'
import type { Quiet } from '../worker/client.ts'

/**
 * first       the precomputed run stands on the page, the worker has not answered yet
 * infeasible  the set-up cannot run: a state with a way out, the last good picture stays dimmed
 */
export type RunStatus = 'first' | 'running' | 'done' | 'cancelled' | 'failed' | 'infeasible'

export interface Progress {
  readonly simulated: Seconds
  readonly share: number
  readonly eventsPerSecond: number
  /** Milliseconds that the run itself has taken here, measured. */
  readonly busy: number
}

export interface RunState {
  readonly status: RunStatus
  /** The picture on the page belongs to an older document: draw it dimmed. */
  readonly isStale: boolean
  readonly description: Description | null
  readonly completed: Completed | null
  /** Tracks of the picture, by arm, in the document's order of arms. */
  readonly tracks: Readonly<Record<ArmKey, readonly TrackInfo[]>>
  readonly summaries: Readonly<Record<ArmKey, Summary>>
  /** Words of their figures; none until the description of their engine is here. */
  readonly metrics: readonly MetricWords[]
  readonly progress: Progress
  /** Files of the engine that are here, of how many; null once it runs. */
  readonly loading: { readonly here: number; readonly of: number } | null
  /** How far another engine is with what this one needs; null once it runs. */
  readonly computing: number | null
  /** How far the arms are built; null once it runs. */
  readonly starting: number | null
  /** The picture is known up to here. */
  readonly computed: Seconds
  /** Length of the time axis of the whole run: the end, or the best guess while it runs. */
  readonly extent: Seconds
  /** Why the run failed. */
  readonly problem: Problem | null
  /** The worker died: what the page says about it. */
  readonly workerNotice: string | null
  /** The worker has not answered for longer than it should. */
  readonly quiet: Quiet | null
  /** Grows whenever the mirror has other rows. */
  readonly revision: number
  readonly explained: Explained | null
}

/** The last answer to *why*, with what was asked. */
export interface Explained {
  readonly arm: ArmKey
  readonly at: Seconds
  /** Null where nothing has happened yet. */
  readonly explanation: Explanation | null
  /** The picture is of another run since: this explains the one before. */
  readonly isOutdated: boolean
}

export const noProgress: Progress = { simulated: 0, share: 0, eventsPerSecond: 0, busy: 0 }

export const createRunStore = (): StoreApi<RunState> =>
  createStore<RunState>(() => ({
    status: 'first',
    isStale: false,
    description: null,
    completed: null,
    tracks: {},
    summaries: {},
    metrics: [],
    progress: noProgress,
    loading: null,
    computing: null,
    starting: null,
    computed: 0,
    extent: 0,
    problem: null,
    workerNotice: null,
    quiet: null,
    revision: 0,
    explained: null,
  }))

/** Problems that stop the run, of the envelope or any arm. */
export function blockingProblems(completed: Completed): readonly Problem[] {
  const all = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)]
  return all.filter((problem) => (problem.severity ?? 'error') === 'error')
}

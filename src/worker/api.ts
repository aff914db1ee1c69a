/**
 * The contract between page and worker, and the only way across. Plain data; typed arrays are transferred.
 *
 * Order of a run: `run(document)` answers at once with what will run; then events name their run, late ones are dropped
 * by the page. `rows` is a nudge: a chart then asks for the window it shows.
 */

import type { Experiment } from '../experiment/document.ts'
import type { Description } from '../kernel/description.ts'
import type { Summary } from '../kernel/engine.ts'
import type { Problem, Result } from '../kernel/problem.ts'
import type { TrackInfo, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { Completed } from '../run/completed.ts'
import type { What } from '../run/incoming/content.ts'
import type { IncomingRead } from '../run/incoming/plain.ts'
import type { KindName } from '../run/incoming/read-incoming.ts'
import type { WindowRequest } from '../run/live-run.ts'
import type { PointFigures } from '../run/measure-point.ts'
import type { Dataset } from '../traces/dataset.ts'

export type RunId = number & { readonly __id: 'run' }
export type ArmKey = string

export type { Completed } from '../run/completed.ts'
export type { What } from '../run/incoming/content.ts'
export type { IncomingRead } from '../run/incoming/plain.ts'
export type { KindName } from '../run/incoming/read-incoming.ts'
export type { WindowRequest } from '../run/live-run.ts'
export type { PointFigures } from '../run/measure-point.ts'

export type RunEvent =
  /** Files of the engine are fetched: so many are here. */
  | { readonly kind: 'loading'; readonly run: RunId; readonly here: number; readonly of: number }
  /** Another engine computes what this one needs: how far it is, 0 to 1. */
  | { readonly kind: 'computing'; readonly run: RunId; readonly share: number }
  /** Arms are built, where that takes more than a moment: how far it is, 0 to 1. */
  | { readonly kind: 'starting'; readonly run: RunId; readonly share: number }
  | { readonly kind: 'started'; readonly run: RunId; readonly tracks: Readonly<Record<ArmKey, readonly TrackInfo[]>> }
  | {
      readonly kind: 'progress'
      readonly run: RunId
      /** Simulated time that every arm has reached, and the share of the run, 0 to 1. */
      readonly simulated: Seconds
      readonly share: number
      readonly eventsPerSecond: number
      /** Milliseconds that the run itself has taken here, measured. */
      readonly busy: number
      /** Summaries so far, by arm. */
      readonly summaries: Readonly<Record<ArmKey, Summary>>
    }
  | { readonly kind: 'rows'; readonly run: RunId; readonly until: Seconds }
  | {
      readonly kind: 'done'
      readonly run: RunId
      readonly until: Seconds
      readonly busy: number
      readonly summaries: Readonly<Record<ArmKey, Summary>>
    }
  | { readonly kind: 'cancelled'; readonly run: RunId; readonly until: Seconds }
  | { readonly kind: 'failed'; readonly run: RunId; readonly problem: Problem }

/** How a file is to be read where it could be several things. */
export interface IncomingWish {
  /** The first of these that it is; else the first that it is at all. */
  readonly preferred?: readonly What[]
  /** Id of the kind that a person chose among them. */
  readonly as?: string
}

/** Answers between two slices: whoever does not is dead (worker/watched.ts). */
export interface Living {
  isAlive(): Promise<true>
}

export interface LabWorker extends Living {
  describe(engine: string): Promise<Description>
  complete(document: Experiment): Promise<Completed>
  /** Starts a run and cancels the one in flight. Events go to `onEvent` (a Comlink proxy). */
  run(run: RunId, document: Experiment, onEvent: (event: RunEvent) => void): Promise<Completed>
  /** Stops a run after the slice in hand, what was computed stays readable; or the errand of that id, at its next rest. */
  cancel(work: RunId | string): Promise<void>
  /** Windows of the tracks asked for, in order; null where a track does not exist. */
  windows(run: RunId, requests: readonly WindowRequest[]): Promise<readonly (TrackWindow | null)[]>
  /** What an arm of the run answers to a question of that id (engines/asked.ts and each engine's own); null where it has no answer. */
  ask(run: RunId, arm: ArmKey, question: string, args: readonly unknown[]): Promise<unknown>
  /**
   * Does an errand of that id (worker/asked): work beside any run, which may take long. `onNews` hears of it on the way. The errand of
   * the same id before is ended.
   */
  errand(errand: string, args: readonly unknown[], onNews: ((news: unknown) => void) | null): Promise<unknown>
  /** Reads whatever was dropped, chosen or pasted, once; data sets stay in the worker by their hash. */
  readIncoming(name: string, source: Blob | string, wish?: IncomingWish): Promise<Result<IncomingRead>>
  /** Every kind that can be dropped, chosen or pasted. */
  incomingKinds(): Promise<readonly KindName[]>
  /** The data sets a document names, as far as they are here: for workers that measure its points. */
  tables(document: Experiment): Promise<readonly Dataset[]>
}

/** A document whose points are to be measured, and the data it names. */
export interface PointJob {
  readonly document: Experiment
  readonly tables: readonly Dataset[]
}

/** What a worker of the pool does (worker/pool.ts): one point at a time, without tracks; and whole searches, as errands. */
export interface PointWorker extends Living, Pick<LabWorker, 'errand'> {
  loadPoints(job: PointJob): Promise<void>
  /** The point of this place in `pointsOf(document)`. */
  measurePoint(place: number): Promise<PointFigures>
}

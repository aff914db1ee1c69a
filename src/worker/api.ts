/**
 * The contract between page and worker, and the only way across. Plain data; typed arrays are transferred.
 *
 * Order of a run: `run(document)` answers at once with what will run; then events name their run, late ones are dropped
 * by the page. `rows` is a nudge: a chart then asks for the window it shows.
 */

import type { LosslessRow } from '../engines/tokens/asked.ts'
import type { Experiment } from '../experiment/document.ts'
import type { ArtefactKind } from '../kernel/artefacts.ts'
import type { Description } from '../kernel/description.ts'
import type { Summary } from '../kernel/engine.ts'
import type { Problem, Result } from '../kernel/problem.ts'
import type { TrackInfo, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { AccuracySummaries } from '../run/accuracy-summaries.ts'
import type { TextCalibration } from '../run/calibrate-text.ts'
import type { Completed } from '../run/completed.ts'
import type { What } from '../run/incoming/content.ts'
import type { IncomingRead } from '../run/incoming/plain.ts'
import type { KindName } from '../run/incoming/read-incoming.ts'
import type { WindowRequest } from '../run/live-run.ts'
import type { PointFigures } from '../run/measure-point.ts'
import type { PlacedRate, PlacementQuery } from '../run/placement-search.ts'
import type { Spread } from '../run/published.ts'
import type { RateOutcome, RateSpec, RateStep } from '../run/rate-search.ts'
import type { Replay } from '../run/replay-run.ts'
import type { Dataset } from '../traces/dataset.ts'

export type RunId = number & { readonly __id: 'run' }
export type ArmKey = string

export type { AccuracySummaries } from '../run/accuracy-summaries.ts'
export type { TextCalibration } from '../run/calibrate-text.ts'
export type { Completed, CompletedArm } from '../run/completed.ts'
export type { What } from '../run/incoming/content.ts'
export type { IncomingRead } from '../run/incoming/plain.ts'
export type { KindName } from '../run/incoming/read-incoming.ts'
export type { WindowRequest } from '../run/live-run.ts'
export type { PointFigures } from '../run/measure-point.ts'
export type { Candidate, PlacedRate, PlacementQuery } from '../run/placement-search.ts'
export type { Spread } from '../run/published.ts'
export type { RateOutcome, RateSpec, RateStep } from '../run/rate-search.ts'
export type { Replay, ReplayPicture, ReplayReport } from '../run/replay-run.ts'

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

/** A shipped fit with its error on rows that were kept apart, as fractions. */
export interface FitSummary {
  readonly family: string
  readonly title: string
  readonly validity: string
  readonly device: string
  readonly kind: string
  readonly rows: number
  readonly median: number
  readonly p90: number
  readonly bias: number
  /** p10 and p90 of measured / predicted where it was fitted, and the share of the rows kept apart that lie between. */
  readonly band: readonly [number, number]
  readonly covered: number
}

interface Errors {
  readonly rows: number
  readonly median: number
  readonly p90: number
  readonly bias: number
}

/** Measured times of a file beside predicted ones; a sample of the rows where they are many. */
export interface MeasuredSummary {
  readonly title: string
  readonly errors: Errors
  readonly groups: readonly (Errors & { readonly name: string })[]
  readonly notes: readonly string[]
  readonly marks: readonly {
    readonly line: number
    readonly measured: number
    readonly predicted: number
    readonly group: string
  }[]
}

/** Published points beside simulated ones. */
export interface PublishedSummary {
  readonly spreads: readonly Spread[]
  readonly marks: MeasuredSummary['marks']
  /** Rows that describe no run of this kind, and those that do not fit. */
  readonly notes: readonly string[]
}

/** The server that a paste was measured on, as a person names it. */
export interface CalibrationChoice {
  readonly device: string
  /** Empty takes what the paste names. */
  readonly model: string
  readonly tensor: number
  readonly weights: 'bf16' | 'fp8' | 'int8' | 'int4'
}

export interface LabWorker {
  describe(engine: string): Promise<Description>
  complete(document: Experiment): Promise<Completed>
  /** Starts a run and cancels the one in flight. Events go to `onEvent` (a Comlink proxy). */
  run(run: RunId, document: Experiment, onEvent: (event: RunEvent) => void): Promise<Completed>
  /** Stops after the slice in hand; what was computed stays readable. */
  cancel(run: RunId): Promise<void>
  /** Windows of the tracks asked for, in order; null where a track does not exist. */
  windows(run: RunId, requests: readonly WindowRequest[]): Promise<readonly (TrackWindow | null)[]>
  /** What an arm of the run answers to a question of that id (engines/asked.ts and each engine's own); null where it has no answer. */
  ask(run: RunId, arm: ArmKey, question: string, args: readonly unknown[]): Promise<unknown>
  /** Reads whatever was dropped, chosen or pasted, once; data sets stay in the worker by their hash. */
  readIncoming(name: string, source: Blob | string, wish?: IncomingWish): Promise<Result<IncomingRead>>
  /** Every kind that can be dropped, chosen or pasted. */
  incomingKinds(): Promise<readonly KindName[]>
  /**
   * What the tokens experiment gives of a kind, as the text of a file; null where another was asked for or it was cancelled.
   * `onShare` hears how far it is, 0 to 1.
   */
  record(document: Experiment, kind: ArtefactKind, onShare: (share: number) => void): Promise<Result<string | null>>
  cancelRecording(): Promise<void>
  /** How well the shipped forms of kernels do, and how well they do on a file of measured times. */
  fitSummaries(): Promise<readonly FitSummary[]>
  predictMeasured(
    name: string,
    text: string,
    options: { readonly device: string; readonly model: string },
  ): Promise<Result<MeasuredSummary>>
  /** What is shipped of measurements that the page does not hold. */
  accuracySummaries(): Promise<AccuracySummaries>
  /** A measured run (CSV, and JSON of its set-up) replayed. */
  replayMeasured(
    csv: string,
    setup: string | null,
    options: { readonly device: string; readonly model: string },
  ): Promise<Result<Replay>>
  /** Published end-to-end points simulated; `onPoint` hears how many of how many. Null when another was asked for. */
  simulatePublished(
    name: string,
    text: string,
    onPoint: (done: number, of: number) => void,
  ): Promise<Result<PublishedSummary | null>>
  /** Fits constants of the cost model to pasted measurements; `onRuns` hears how many simulations are done. Null when cancelled. */
  calibrate(
    text: string,
    choice: CalibrationChoice,
    onRuns: (runs: number) => void,
  ): Promise<Result<TextCalibration | null>>
  cancelCalibration(): Promise<void>
  /** Writes many short texts by correct and by broken methods and holds them against the target's own distribution. */
  checkLossless(onRow: (row: LosslessRow) => void): Promise<void>
  /** The data sets a document names, as far as they are here: for workers that measure its points. */
  tables(document: Experiment): Promise<readonly Dataset[]>
}

/** A document whose points are to be measured, and the data it names. */
export interface PointJob {
  readonly document: Experiment
  readonly tables: readonly Dataset[]
}

export interface RateJob extends PointJob {
  /** The knob that is searched, below `setup`, and the arm it is searched for. */
  readonly path: string
  readonly arm: ArmKey
  readonly spec: RateSpec
}

export interface PlacementJob extends RateJob {
  readonly query: PlacementQuery
}

/** What a worker of the pool does (worker/pool.ts): one point at a time, without tracks. */
export interface PointWorker {
  loadPoints(job: PointJob): Promise<void>
  /** The point of this place in `pointsOf(document)`. */
  measurePoint(place: number): Promise<PointFigures>
  searchRate(job: RateJob, onStep: (step: RateStep) => void): Promise<RateOutcome>
  searchPlacements(job: PlacementJob, onPlaced: (one: PlacedRate) => void): Promise<void>
  /** Answers between two slices: whoever does not is dead. */
  isAlive(): Promise<true>
}

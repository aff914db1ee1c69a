/** What the Accuracy page asks: errors of what is shipped, and of what a person has measured. Plain data for the page. */
import { defineErrand } from '../../kernel/errand.ts'
import type { Result } from '../../kernel/problem.ts'
import type { AccuracySummaries } from '../../run/accuracy-summaries.ts'
import type { TextCalibration } from '../../run/calibrate-text.ts'
import type { Spread } from '../../run/published.ts'
import type { Replay } from '../../run/replay-run.ts'

export type { AccuracySummaries } from '../../run/accuracy-summaries.ts'
export type { TextCalibration } from '../../run/calibrate-text.ts'
export type { Spread } from '../../run/published.ts'
export type { Replay, ReplayPicture, ReplayReport } from '../../run/replay-run.ts'

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

/** What a file was measured on, where it does not say so itself; empty for not given. */
export interface MeasuredOn {
  readonly device: string
  readonly model: string
}

/** The server that a paste was measured on, as a person names it. */
export interface CalibrationChoice {
  readonly device: string
  /** Empty takes what the paste names. */
  readonly model: string
  readonly tensor: number
  readonly weights: 'bf16' | 'fp8' | 'int8' | 'int4'
}

/** How well the shipped forms of kernels do. */
export const fitSummaries = defineErrand<[], readonly FitSummary[]>({
  id: 'fitSummaries',
  doing: 'reading the shipped fits',
})

/** What is shipped of measurements that the page does not hold. */
export const accuracySummaries = defineErrand<[], AccuracySummaries>({
  id: 'accuracySummaries',
  doing: 'reading what was measured',
})

/** How well the forms do on a file of measured times. */
export const predictMeasured = defineErrand<[name: string, text: string, on: MeasuredOn], Result<MeasuredSummary>>({
  id: 'predictMeasured',
  doing: 'predicting measured kernels',
})

/** A measured run (CSV, and JSON of its set-up) replayed. */
export const replayMeasured = defineErrand<[csv: string, setup: string | null, on: MeasuredOn], Result<Replay>>({
  id: 'replayMeasured',
  doing: 'replaying a measured run',
})

/** Published end-to-end points simulated; tells how many of how many. Null when another was asked for. */
export const simulatePublished = defineErrand<
  [name: string, text: string],
  Result<PublishedSummary | null>,
  { readonly done: number; readonly of: number }
>({ id: 'simulatePublished', doing: 'simulating published points' })

/** Fits constants of the cost model to pasted measurements; tells how many simulations are done. Null when cancelled. */
export const calibrate = defineErrand<
  [text: string, choice: CalibrationChoice],
  Result<TextCalibration | null>,
  number
>({ id: 'calibrate', doing: 'calibrating' })

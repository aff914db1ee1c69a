/** What files are read into: the union over all kinds, told apart by `what`. */
import type { Model } from '../../catalog/model.ts'
import type { FromFile } from '../../experiment/file.ts'
import type { Benchmark } from '../../fidelity/benchmarks/benchmark.ts'
import type { CsvTable } from '../../fidelity/csv.ts'
import type { Family } from '../../fidelity/family.ts'
import type { MeasuredRun, RunSetup } from '../../fidelity/measured-run.ts'
import type { PublishedFile } from '../../fidelity/published-points.ts'
import type { StartupLog } from '../../fidelity/startup-log.ts'
import type { IncomingTrace } from '../../traces/formats/trace-format.ts'
import type { IncomingContent, IncomingKind } from '../../traces/incoming/kind.ts'
import type { IncomingRecording } from '../../traces/recordings/recording-format.ts'
import type { ChosenDevice } from '../device-sheet.ts'

export interface IncomingModel extends IncomingContent {
  readonly what: 'model'
  readonly model: Model
}
export interface IncomingAccelerator extends IncomingContent {
  readonly what: 'accelerator'
  readonly device: ChosenDevice
}
export interface IncomingExperiment extends IncomingContent, FromFile {
  readonly what: 'experiment'
}

/** Measurements keep their text: whoever fits or replays them may be told more of the server first, and then reads them again. */
interface Measured extends IncomingContent {
  readonly text: string
}
export interface IncomingBenchmark extends Measured {
  readonly what: 'benchmark'
  readonly results: readonly Benchmark[]
}
export interface IncomingLog extends Measured {
  readonly what: 'log'
  readonly log: StartupLog
}
export interface IncomingRun extends Measured {
  readonly what: 'run'
  readonly run: MeasuredRun
}
export interface IncomingRunSetup extends Measured {
  readonly what: 'run-setup'
  readonly setup: RunSetup
}
export interface IncomingKernels extends Measured {
  readonly what: 'kernels'
  readonly family: Family
  readonly table: CsvTable
}
export interface IncomingPoints extends Measured {
  readonly what: 'points'
  readonly file: PublishedFile
}

export type Measurement =
  | IncomingBenchmark
  | IncomingLog
  | IncomingRun
  | IncomingRunSetup
  | IncomingKernels
  | IncomingPoints
export type Incoming =
  | IncomingTrace
  | IncomingRecording
  | IncomingModel
  | IncomingAccelerator
  | IncomingExperiment
  | Measurement
export type What = Incoming['what']
export type ContentOf<W extends What> = Extract<Incoming, { readonly what: W }>

/** A kind as the registry holds it. */
export type AnyKind = IncomingKind<Incoming>

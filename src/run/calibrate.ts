/**
 * Fits a few constants of the cost model to what a person's own server was measured to do: every benchmark result (or measured run)
 * is simulated as it was run, and bounded least squares move the constants until the figures agree.
 *
 * Three to four constants: what the server reaches of compute, memory and (of several accelerators) network, and what an iteration
 * takes beside its kernels. Few figures cannot tell them apart, so each is held near its middle with the weight of a 5 % error at the
 * width of its band.
 */
import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment, Patch } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { type Benchmark, type BenchmarkFigure, benchmarkFigures } from '../fidelity/benchmarks/benchmark.ts'
import { quantile } from '../fidelity/errors.ts'
import type { MeasuredRun } from '../fidelity/measured-run.ts'
import type { Summary } from '../kernel/engine.ts'
import { leastSquares } from '../kernel/least-squares.ts'
import { exp, log } from '../kernel/math.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { completeDocument } from './complete.ts'
import { arrivalsOf, comparedRun, replayDocument } from './replay-run.ts'
import type { Shelf } from './shelf.ts'
import { summaryOf } from './simulate.ts'

/** What was measured, and the document that simulates it at the constants' middles. */
export interface Trial {
  readonly document: Experiment
  readonly measured: Readonly<Partial<Record<BenchmarkFigure, number>>>
}

export interface CalibratedFigure {
  /** Which of the trials, from 0. */
  readonly trial: number
  readonly figure: BenchmarkFigure
  readonly measured: number
  readonly before: number
  readonly after: number
}

export interface Calibration {
  /** Edits of a set-up: `cost.memoryFactor` and the like, with the values found. */
  readonly constants: Readonly<Record<string, number>>
  readonly figures: readonly CalibratedFigure[]
  /** Median absolute error of the figures, as fractions. */
  readonly error: { readonly before: number; readonly after: number }
  readonly runs: number
  /** The first trial at the constants found. */
  readonly document: Experiment
}

interface Constant {
  readonly path: string
  readonly middle: number
  readonly least: number
  readonly most: number
  /** Standard deviation of its logarithm. */
  readonly spread: number
}

const factor = (path: string, spread: number): Constant => ({ path, middle: 1, least: 0.25, most: 4, spread })
const CONSTANTS: readonly Constant[] = [
  factor('cost.memoryFactor', 0.27),
  factor('cost.computeFactor', 0.27),
  { path: 'cost.iterationOverheadUs', middle: 1000, least: 20, most: 20_000, spread: 0.7 },
]
const NETWORK = factor('cost.networkFactor', 0.4)

/** An error of this size in one figure weighs as much as a constant one standard deviation off its middle. */
const PRIOR = 0.05
const STEP = 0.06
/** Requests of a simulated benchmark at most: figures are steady by then. */
const MOST_REQUESTS = 400
/** Rounds of a closed loop: enough for the first burst not to rule. */
const ROUNDS = 5
const MOST_CLIENTS = 1024

/** How the figures count: tails of few requests are noise, and the throughput of an open loop is that of its arrivals. */
const weightOf = (figure: BenchmarkFigure): number =>
  figure === 'throughput' ? 0.3 : figure.endsWith('.p99') ? 0.2 : figure.startsWith('ttft') ? 0.5 : 1

/** `setup` names accelerator, model, precision and placement of the server. */
export function benchmarkTrial(benchmark: Benchmark, setup: Patch): Trial {
  const { rate, concurrency, requests, inputTokens, outputTokens } = benchmark
  const clients = Math.min(MOST_CLIENTS, concurrency ?? requests)
  const width = Math.max(1, Math.round(0.2 * outputTokens))
  const workload =
    rate === null
      ? {
          id: 'closed-loop',
          knobs: { clients, think: 0, requests: Math.max(1, Math.min(requests, Math.max(24, ROUNDS * clients))) },
        }
      : { id: 'poisson', knobs: { rate, requests: Math.min(requests, MOST_REQUESTS) } }
  return {
    measured: benchmark.figures,
    document: {
      ...defaultExperiment('serving'),
      title: 'Calibrated to a benchmark',
      setup: {
        ...setup,
        workload,
        lengths: {
          prompt: { id: 'fixed', knobs: { tokens: Math.max(1, Math.round(inputTokens)) } },
          // Answers of one length, begun together, would end together for ever, which no server shows.
          output: { id: 'uniform', knobs: { shortest: Math.max(1, Math.round(outputTokens - width / 2)), width } },
        },
        horizon: { warmUp: 0 },
      },
    },
  }
}

/** The run's table is put on the shelf. */
export function runTrial(run: MeasuredRun, setup: Patch, shelf: Shelf): Trial {
  const table = arrivalsOf(run)
  shelf.put(table)
  const { ttft, tpot, e2e, throughput } = comparedRun(run)
  const figures = { ttft, tpot, e2e }
  return {
    document: { ...replayDocument(table, { ...setup, horizon: { warmUp: 0 } }), title: 'Calibrated to a measured run' },
    measured: Object.fromEntries([
      ...Object.entries(figures).flatMap(([name, { mean, p50, p99 }]) => [
        [`${name}.mean`, mean.measured],
        [`${name}.p50`, p50.measured],
        [`${name}.p99`, p99.measured],
      ]),
      ['throughput', throughput.measured],
    ]),
  }
}

/** Yields the number of simulations done; the last ones are few and cannot be foretold exactly. */
export function* calibrate(trials: readonly Trial[], shelf: Shelf): Generator<number, Result<Calibration>> {
  const [first] = trials
  if (first === undefined) return failure(nothingMeasured)
  const knobs = (first.document.setup.placement as { readonly knobs?: { readonly tensor?: number } } | undefined)?.knobs
  const constants = (knobs?.tensor ?? 1) > 1 ? [...CONSTANTS, NETWORK] : CONSTANTS
  let problem: Problem | null = null
  const at = (trial: Trial, values: readonly number[]): Experiment =>
    constants.reduce((document, { path }, i) => edit(document, `setup.${path}`, values[i]), trial.document)
  const simulated = (trial: Trial, values: readonly number[] | null): Figures => {
    const made = figuresOf(values === null ? trial.document : at(trial, values), shelf)
    if (made.ok) return made.value
    problem ??= made.problems[0]
    return {}
  }
  const before = trials.map((trial) => simulated(trial, null))
  if (problem) return failure(problem)
  const compared = trials.flatMap((trial, index) =>
    benchmarkFigures.flatMap((figure) => {
      const measured = trial.measured[figure]
      const known = before[index][figure]
      return measured !== undefined && known !== undefined && known > 0 ? [{ trial: index, figure, measured }] : []
    }),
  )
  if (compared.length === 0) return failure(nothingMeasured)
  const valuesOf = (logs: readonly number[]): readonly number[] => logs.map((value) => exp(value))
  const residualsOf = (logs: readonly number[]): readonly number[] => {
    const values = valuesOf(logs)
    const made = trials.map((trial) => simulated(trial, values))
    return [
      ...compared.map(({ trial, figure, measured }) => {
        const figureNow = made[trial][figure] ?? measured
        return (weightOf(figure) * log(figureNow / measured)) / Math.sqrt(trials.length)
      }),
      ...constants.map(({ middle, spread }, i) => (PRIOR * (logs[i] - log(middle))) / spread),
    ]
  }
  const found = yield* leastSquares(
    constants.map(({ middle, least, most }) => ({
      start: log(middle),
      least: log(least),
      most: log(most),
      step: STEP,
    })),
    residualsOf,
    { rounds: 6, tolerance: 0.01 },
  )
  if (problem) return failure(problem)
  const values = valuesOf(found.values).map((value) => Number(value.toPrecision(4)))
  const after = trials.map((trial) => simulated(trial, values))
  const figures = compared.map(({ trial, figure, measured }) => ({
    ...{ trial, figure, measured },
    before: before[trial][figure] ?? Number.NaN,
    after: after[trial][figure] ?? Number.NaN,
  }))
  const errorOf = (side: 'before' | 'after'): number =>
    quantile(
      figures.map((one) => Math.abs(one[side] / one.measured - 1)).sort((a, b) => a - b),
      0.5,
    )
  return success({
    constants: Object.fromEntries(constants.map(({ path }, i) => [path, values[i]])),
    figures,
    error: { before: errorOf('before'), after: errorOf('after') },
    runs: (found.evaluations + 2) * trials.length,
    document: at(first, values),
  })
}

type Figures = Readonly<Partial<Record<BenchmarkFigure, number>>>

function figuresOf(document: Experiment, shelf: Shelf): Result<Figures> {
  const { engine, completed, arms } = completeDocument(document, shelf)
  const stops = [...completed.problems, ...completed.arms.flatMap((arm) => arm.problems)].filter(
    ({ severity }) => severity !== 'notice',
  )
  if (engine === null || stops.length > 0) return failure(...stops)
  const made = summaryOf(engine, arms[0], shelf.resolve(document).data, shelf.supplies)
  return made.ok ? success(readFigures(made.value)) : made
}

function readFigures({ metrics }: Summary): Figures {
  return Object.fromEntries(
    benchmarkFigures.flatMap((figure) => {
      const value = metrics[figure]?.value ?? null
      return value === null ? [] : [[figure, value]]
    }),
  )
}

const nothingMeasured: Problem = {
  code: 'nothing-measured',
  message: 'No figure can be compared: the simulated server finishes none of these requests, or none was measured.',
  remedy: 'Check accelerator, model and tensor parallelism: the weights and at least one request must fit.',
}

/** What figures of every run are made of: facts of its books, each computed once a summary. */
import type { Distribution } from '../../../kernel/engine.ts'
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { LocalityRun } from '../core/locality-run.ts'

export interface RunFacts {
  readonly run: LocalityRun
  /** Operations since the warm-up, and the time since. */
  readonly operations: number
  readonly span: Seconds
  readonly latency: Distribution
  /** Lines since the warm-up, by where they were found. */
  readonly lines: Float64Array
}

export const factsOf = (run: LocalityRun): RunFacts => ({
  run,
  operations: run.books.counted,
  span: run.now - run.books.since,
  latency: run.books.latency(),
  lines: run.books.lines,
})

export const defineMetric = (definition: MetricDefinition<RunFacts>): MetricDefinition<RunFacts> => definition

/** Null of nothing. */
export const ratio = (a: number, b: number): number | null => (b > 0 ? a / b : null)

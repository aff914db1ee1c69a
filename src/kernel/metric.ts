/**
 * A metric is one definition: its words, and how its value is read off a run. Words travel once, with the description of the engine;
 * values travel with the progress of a run, by id. Forms, tables, sweeps and exports put the two together.
 */

/** What a figure is, whatever the run. */
export interface MetricWords {
  readonly id: string
  readonly label: string
  readonly unit: string
  /** Which way is good; `none` for a plain quantity. */
  readonly better: 'lower' | 'higher' | 'none'
  readonly help: string
  /** How it is computed, in symbols; where that is from, and where it stops being right. */
  readonly formula?: string
  readonly source?: string
  readonly validity?: string
  /** Values may lie below zero: a correlation. Everything else is an amount. */
  readonly isSigned?: true
  /** Fewest observations that say something; with fewer no table shows it. */
  readonly fewest?: number
  /** `first`: what a person compares first, where there is room for few. `detail`: waits behind the others. */
  readonly place?: 'first' | 'detail'
}

/** What a run says of it. */
export interface MetricValue {
  readonly value: number | null
  /** Observations behind it, where it is a statistic. */
  readonly n?: number
  /** The formula with this run's values in it. */
  readonly substituted?: string
  /** What else belongs to the figure in this run, in a sentence with figures. */
  readonly note?: string
  /** Why this run has this value, where one may wonder: a rate of zero. A sentence with figures. */
  readonly why?: string
}

/** By id, in the order of the definitions. Figures that a run does not have (nothing was transferred) are not there. */
export type MetricValues = Readonly<Record<string, MetricValue>>

/** Both, for who writes them down. */
export type Metric = MetricWords & MetricValue

/**
 * A figure taken apart into what does not depend on each other (texts, written one by one): it is Σ over / Σ under, and row i is the i-th
 * of them in every arm of the same seed, so that arms can be compared pair by pair.
 */
export interface ByUnit {
  readonly over: readonly number[]
  readonly under: readonly number[]
}

/** By id of the metric; those that cannot be taken apart are not there. */
export type UnitValues = Readonly<Record<string, ByUnit>>

export interface MetricDefinition<Run> extends MetricWords {
  /** Null where the run has no such figure. */
  readonly of: (run: Run) => MetricValue | null
}

/** Of an engine whose runs have such parts. */
export interface DividedMetric<Run> extends MetricDefinition<Run> {
  readonly by?: (run: Run) => ByUnit
}

export const wordsOf = <Run>(definitions: readonly DividedMetric<Run>[]): readonly MetricWords[] =>
  definitions.map(({ of: _of, by: _by, ...words }) => words)

export function valuesOf<Run>(definitions: readonly MetricDefinition<Run>[], run: Run): MetricValues {
  const values: Record<string, MetricValue> = {}
  for (const { id, of } of definitions) {
    const value = of(run)
    if (value !== null) values[id] = value
  }
  return values
}

/** Of a run that is over. */
export function unitsOf<Run>(definitions: readonly DividedMetric<Run>[], run: Run): UnitValues {
  const units: Record<string, ByUnit> = {}
  for (const { id, by } of definitions) if (by !== undefined) units[id] = by(run)
  return units
}

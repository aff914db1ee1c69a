/**
 * What a mechanism has to tell of a run: a report, made once a summary, and the figures that are read off it. Words of figures travel with
 * the engine's description like those of all metrics; the report stands under its key in the report of a run.
 */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from './cluster.ts'

export interface Account<Report> {
  readonly key: string
  /** Asked of every run, also of one without the mechanism; null where there is nothing to tell. */
  reportOf(cluster: Cluster, now: Seconds): Report | null
  /** Of runs that have a report. */
  readonly metrics: readonly MetricDefinition<Told<Report>>[]
}

/** What such a figure is of. */
export interface Told<Report> {
  readonly cluster: Cluster
  readonly report: Report
}

/** Of whatever report: only the account itself reads it. */
export type AnyAccount = Omit<Account<unknown>, 'metrics'> & {
  readonly metrics: readonly MetricDefinition<Told<never>>[]
}

/** Holds figures to the report of their account. */
export const defineAccount = <Report>(account: Account<Report>): AnyAccount => account

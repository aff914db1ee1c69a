/** What figures are made of: facts of a run, each computed once a summary. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from '../core/cluster.ts'
import { acceleratorsInUse } from '../mechanisms/fleet/in-use.ts'
import { mechanisms } from '../mechanisms/index.ts'
import { type AnswerReport, answersOf } from './answers.ts'
import { type KvReport, kvReport } from './kv-report.ts'
import { type Latencies, latenciesOf } from './latencies.ts'
import { type Upkeep, upkeepOf } from './upkeep.ts'

export interface RunFacts {
  readonly cluster: Cluster
  readonly now: Seconds
  /** Time since the warm-up ended. */
  readonly span: Seconds
  /** In use on average. */
  readonly accelerators: number
  readonly latency: Latencies
  readonly kv: KvReport
  readonly answers: AnswerReport
  readonly upkeep: Upkeep
  /** Of mechanisms, by their keys; null where there is nothing to tell. */
  readonly reports: Readonly<Record<string, unknown>>
}

export const factsOf = (cluster: Cluster, now: Seconds): RunFacts => ({
  ...{ cluster, now },
  span: Math.max(0, now - cluster.setup.horizon.warmUp),
  accelerators: acceleratorsInUse(cluster, now),
  latency: latenciesOf(cluster),
  kv: kvReport(cluster),
  answers: answersOf(cluster),
  upkeep: upkeepOf(cluster, now, cluster.totals.tokensProcessed),
  reports: reportsOf(cluster, now),
})

const reportsOf = (cluster: Cluster, now: Seconds): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    mechanisms.flatMap(({ account }) => (account ? [[account.key, account.reportOf(cluster, now)] as const] : [])),
  )

/** A figure of this engine. */
export const defineMetric = (definition: MetricDefinition<RunFacts>): MetricDefinition<RunFacts> => definition

/** What figures are made of: facts of a run, each computed once a summary. */
import type { MetricDefinition } from '../../../kernel/metric.ts'
import type { Seconds } from '../../../kernel/units.ts'
import type { Cluster } from '../core/cluster.ts'
import { acceleratorsInUse } from '../mechanisms/fleet/fleet.ts'
import { type KvReport, kvReport } from './kv-report.ts'
import { type Latencies, latenciesOf } from './latencies.ts'
import { type ProgramReport, programsOf } from './programs.ts'
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
  /** Null where requests stand for themselves. */
  readonly programs: ProgramReport | null
  readonly upkeep: Upkeep
}

export const factsOf = (cluster: Cluster, now: Seconds): RunFacts => ({
  ...{ cluster, now },
  span: Math.max(0, now - cluster.setup.horizon.warmUp),
  accelerators: acceleratorsInUse(cluster, now),
  latency: latenciesOf(cluster),
  kv: kvReport(cluster),
  programs: programsOf(cluster),
  upkeep: upkeepOf(cluster, now, cluster.totals.tokensProcessed),
})

/** A figure of this engine. */
export const defineMetric = (definition: MetricDefinition<RunFacts>): MetricDefinition<RunFacts> => definition

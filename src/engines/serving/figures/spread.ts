/** A latency as four figures: mean, p50, p90 and p99 of its distribution. */
import type { Distribution } from '../../../kernel/engine.ts'
import type { MetricDefinition, MetricValue, MetricWords } from '../../../kernel/metric.ts'
import type { Cluster } from '../core/cluster.ts'
import { grouped } from '../cost/capacity-words.ts'

export const quantileWords =
  'Linear interpolation between order statistics. Requests that arrived during the warm-up do not count; with n below 100 a p99 says no more than the largest value.'

/** One in a hundred has to have been seen once. */
const FEWEST_FOR_P99 = 100

type Statistic = 'mean' | 'p50' | 'p90' | 'p99'

/** What the figures are of has the cluster among its facts. */
interface OfCluster {
  readonly cluster: Cluster
}

interface Spread<Run> extends Pick<MetricWords, 'id' | 'label' | 'help' | 'formula' | 'source' | 'validity'> {
  /** Those that a person compares first. */
  readonly first?: readonly Statistic[]
  /** Null where the run has no such latency. */
  readonly of: (run: Run) => Distribution | null
}

export const spread = <Run extends OfCluster>(latency: Spread<Run>): readonly MetricDefinition<Run>[] => {
  const { id, label, first = [], of, ...words } = latency
  return (['mean', 'p50', 'p90', 'p99'] as const).map((statistic) => ({
    id: `${id}.${statistic}`,
    label: `${label} ${statistic}`,
    unit: 's',
    better: 'lower',
    ...words,
    ...(statistic === 'p99' && { fewest: FEWEST_FOR_P99 }),
    ...(first.includes(statistic) && { place: 'first' as const }),
    ...((statistic === 'mean' || statistic === 'p90') && { place: 'detail' as const }),
    of: (run) => {
      const values = of(run)
      return values && { ...statisticOf(values, statistic, run), n: values.n }
    },
  }))
}

/** One figure of a distribution, null where it is of nothing. */
export function statisticOf(values: Distribution, statistic: Statistic, { cluster }: OfCluster): MetricValue {
  const { warmUp } = cluster.setup.horizon
  const since = warmUp > 0 ? `, arrived after ${warmUp} s` : ''
  return values.n > 0
    ? { value: values[statistic], substituted: `${statistic} of n = ${grouped(values.n)} values${since}` }
    : { value: null }
}

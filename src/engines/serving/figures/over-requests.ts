/** A time as a distribution over the requests of a run: those that arrived after the warm-up and have it. */
import type { Distribution } from '../../../kernel/engine.ts'
import { distributionOf } from '../../../kernel/quantiles.ts'
import type { Cluster } from '../core/cluster.ts'

/** `measure`: NaN where the request has no such time. `values`: room for all, which is overwritten. */
export function distributionOver(
  { requests: { arrival, count }, setup }: Cluster,
  measure: (request: number) => number,
  values: Float64Array = new Float64Array(count),
): Distribution {
  const { warmUp } = setup.horizon
  let length = 0
  for (let request = 0; request < count; request++) {
    const value = arrival[request] < warmUp ? Number.NaN : measure(request)
    if (!Number.isNaN(value)) values[length++] = value
  }
  return distributionOf(values, length)
}

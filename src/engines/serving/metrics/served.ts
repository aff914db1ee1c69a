/** A run as regime.ts reads it: its requests after the warm-up, how they ended, and what they were promised. */
import type { Seconds } from '../../../kernel/units.ts'
import { contexts } from '../contracts/contexts.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import { factOf } from '../core/mechanism.ts'
import { withinLimits } from './latencies.ts'
import type { Served } from './regime.ts'

export function servedOf(cluster: Cluster, now: Seconds): Served {
  const { requests, setup, totals, roles } = cluster
  const { arrival, firstToken, ended, phase } = requests
  const isGood = withinLimits(cluster)
  let first = 0
  while (first < requests.count && arrival[first] < setup.horizon.warmUp) first++
  return {
    first,
    // While a run goes on nobody knows how it will end: a burst that is being worked off looks like an overload.
    count: totals.stopped === 1 ? requests.count - first : 0,
    ...{ arrival, firstToken, ended, now },
    contextAt: factOf(cluster, contexts).completeAt,
    fateOf(request) {
      if (phase[request] < Phase.finished) return 'inside'
      if (phase[request] > Phase.finished) return 'turned away'
      return isGood(request) ? 'good' : 'late'
    },
    limits: limitsInWords(cluster),
    instances: cluster.instances.length,
    waitsForAnswers: roles.workload.waitsForAnswers ?? false,
  }
}

/** Of the class that all requests are of, or that there are several. */
function limitsInWords({ classes, requests }: Cluster): string {
  const [one] = requests.serviceClass
  for (let request = 1; request < requests.count; request++)
    if (requests.serviceClass[request] !== one) return 'each by its class'
  const { ttft, tpot, deadline } = classes[one ?? 0]
  return deadline < Number.POSITIVE_INFINITY
    ? `whole answers in ${deadline} s`
    : `TTFT ${ttft} s, ${1000 * tpot} ms a token`
}

/** Who waits at the gateway is routed anew: round after round where the router asks, at once where somebody can take them again. */
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import { end, route } from '../../core/lifecycle.ts'
import { scheduleRound } from './gateway.ts'

/** Another round of questions, if it is still due. */
export function askAgain(cluster: Cluster, now: Seconds): void {
  const { gateway } = cluster
  if (gateway.round !== now) return
  releaseGateway(cluster, now)
  gateway.round = Number.POSITIVE_INFINITY
  if (gateway.rows.length > 0) scheduleRound(cluster, now)
}

/** Everybody who waits is routed anew; who finds nobody waits on. */
export function releaseGateway(cluster: Cluster, now: Seconds): void {
  const { gateway, roles, requests } = cluster
  const { rows } = gateway
  gateway.rows = []
  for (const request of rows) {
    const isLate = now >= (roles.router.asks?.until(request) ?? Number.POSITIVE_INFINITY)
    if (isLate && requests.phase[request] === Phase.queued) end(cluster, request, Phase.timedOut, now)
    else route(cluster, request, now)
  }
}

/**
 * Shares of lanes that follow the load: at intervals an instance's controller sees how far first tokens and further ones were from their
 * limits and moves the shares, which takes effect after the time that a worker with the new share needs to start.
 */
import { distributionOf } from '../../../../kernel/quantiles.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase, type RequestId } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'

export function noteFirstToken(cluster: Cluster, instance: Instance, request: RequestId, now: Seconds): void {
  const { contextAt, serviceClass } = cluster.requests
  instance.lately.ttft.push((now - contextAt[request]) / cluster.classes[serviceClass[request]].ttft)
}

export function noteEnd(cluster: Cluster, instance: Instance, request: RequestId, now: Seconds): void {
  const { emitted, firstToken, serviceClass } = cluster.requests
  if (emitted[request] < 2) return
  const perToken = (now - firstToken[request]) / (emitted[request] - 1)
  instance.lately.tpot.push(perToken / cluster.classes[serviceClass[request]].tpot)
}

/** Every instance with lanes looks at what happened since the last time. */
export function controlLanes(cluster: Cluster, now: Seconds): void {
  for (const instance of cluster.instances) {
    const control = instance.pool.partition?.control
    if (!control || !instance.state.alive) continue
    const { state, lately } = instance
    const adjusted = control.adjust([state.prefillShare, state.decodeShare], {
      ttftOverLimit: p90(lately.ttft),
      tpotOverLimit: p90(lately.tpot),
      waitingTokens: state.queuedTokens,
      streams: streamsOf(cluster, instance),
    })
    lately.ttft = []
    lately.tpot = []
    if (adjusted[0] === state.prefillShare && adjusted[1] === state.decodeShare) continue
    lately.next = adjusted
    lately.nextAt = now + control.delay
  }
}

/** Shares whose workers have started are in force from the next iteration on. */
export function takeShares(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state, lately } = instance
  if (!(lately.nextAt <= now)) return
  state.prefillShare = lately.next[0]
  state.decodeShare = lately.next[1]
  lately.nextAt = Number.NaN
  recordShares(cluster, instance, now)
}

export function recordShares({ recording }: Cluster, { index, state }: Instance, now: Seconds): void {
  const { shares } = recording.instances[index]
  if (shares === null) return
  shares.value[0] = state.alive ? state.prefillShare : 0
  shares.value[1] = state.alive ? state.decodeShare : 0
  shares.mark(now)
}

const p90 = (values: readonly number[]): number => {
  if (values.length === 0) return 0
  return distributionOf(Float64Array.from(values), values.length).p90
}

function streamsOf({ requests }: Cluster, { running }: Instance): number {
  let streams = 0
  for (let i = 0; i < running.length; i++) if (requests.phase[running.at(i)] === Phase.decode) streams++
  return streams
}

/**
 * Shares of lanes that follow the load: at intervals an instance's controller sees how far first tokens and further ones were from their
 * limits and moves the shares, which takes effect after the time that a worker with the new share needs to start.
 */
import { distributionOf } from '../../../../kernel/quantiles.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { Instance } from '../../core/instance.ts'
import { factOf } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'
import { streamsOf } from './grants.ts'
import { type Lanes, shareTracks } from './state.ts'

export function noteFirstToken({ cluster, states }: Lanes, instance: Instance, request: RequestId, now: Seconds): void {
  if (!instance.pool.partition?.control) return
  const { serviceClass } = cluster.requests
  const { completeAt } = factOf(cluster, contexts)
  states[instance.index].ttft.push((now - completeAt(request)) / cluster.classes[serviceClass[request]].ttft)
}

export function noteEnd({ cluster, states }: Lanes, request: RequestId, now: Seconds): void {
  const { emitted, firstToken, serviceClass, instance } = cluster.requests
  const home = instance[request]
  if (home < 0 || !cluster.instances[home].pool.partition?.control || emitted[request] < 2) return
  const perToken = (now - firstToken[request]) / (emitted[request] - 1)
  states[home].tpot.push(perToken / cluster.classes[serviceClass[request]].tpot)
}

/** Every instance with lanes looks at what happened since the last time. */
export function controlLanes({ cluster, states }: Lanes, now: Seconds): void {
  for (const instance of cluster.instances) {
    const control = instance.pool.partition?.control
    if (!control || !instance.state.alive) continue
    const lane = states[instance.index]
    const adjusted = control.adjust([lane.prefillShare, lane.decodeShare], {
      ttftOverLimit: p90(lane.ttft),
      tpotOverLimit: p90(lane.tpot),
      waitingTokens: instance.state.queuedTokens,
      streams: streamsOf(cluster, instance),
    })
    lane.ttft = []
    lane.tpot = []
    if (adjusted[0] === lane.prefillShare && adjusted[1] === lane.decodeShare) continue
    lane.next = adjusted
    lane.nextAt = now + control.delay
  }
}

/** Shares whose workers have started are in force from the next iteration on. */
export function takeShares(own: Lanes, instance: Instance, now: Seconds): void {
  const lane = own.states[instance.index]
  if (!(lane.nextAt <= now)) return
  own.counts.moved += Math.abs(lane.next[0] - lane.prefillShare)
  lane.prefillShare = lane.next[0]
  lane.decodeShare = lane.next[1]
  lane.nextAt = Number.NaN
  recordShares(own, instance, now)
}

export function recordShares({ cluster, states }: Lanes, { index, state }: Instance, now: Seconds): void {
  const shares = tracksOf(cluster.recording, shareTracks)?.[index] ?? null
  if (shares === null) return
  shares.value[0] = state.alive ? states[index].prefillShare : 0
  shares.value[1] = state.alive ? states[index].decodeShare : 0
  shares.mark(now)
}

const p90 = (values: readonly number[]): number => {
  if (values.length === 0) return 0
  return distributionOf(Float64Array.from(values), values.length).p90
}

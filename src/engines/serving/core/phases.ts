/** Into which phase a request goes, which lists it is in for that, and where it may be. */
import type { Seconds } from '../../../kernel/units.ts'
import { isWaiting, Phase, type RequestId } from '../contracts/request.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'

/** Requests that are not waiting any more leave the two queues. */
export function sweepQueues({ requests: { phase } }: Cluster, { waiting, swapped, state }: Instance): void {
  waiting.sweep((request) => isWaiting(phase[request]))
  if (swapped.length > 0) swapped.sweep((request) => phase[request] === Phase.swapped)
  state.waitingLeft = 0
}

/** Whether requests of a class come to an instance. */
export const takes = ({ pool }: Instance, serviceClass: number): boolean => pool.serves?.includes(serviceClass) ?? true

export function enterPhase(cluster: Cluster, request: RequestId, phase: number, now: Seconds): void {
  cluster.requests.phase[request] = phase
  cluster.recording.requests.enter(cluster.lane.at[request], phase, now, request)
}

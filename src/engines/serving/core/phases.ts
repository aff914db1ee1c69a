/** Into which phase a request goes, which lists it is in for that, and where it may be. */
import type { Seconds } from '../../../kernel/units.ts'
import { isWaiting, type RequestId } from '../contracts/request.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'

/** Requests that are not waiting any more leave the queue. */
export function sweepQueue({ requests: { phase } }: Cluster, { waiting, state }: Instance): void {
  waiting.sweep((request) => isWaiting(phase[request]))
  state.waitingLeft = 0
}

/** Whether nobody new is admitted, since room is for who comes back. */
export function isHeld({ mechanisms }: Cluster, instance: Instance): boolean {
  for (const hook of mechanisms.hooks.holding) if (hook(instance)) return true
  return false
}

/** Whether requests of a class come to an instance. */
export const takes = ({ pool }: Instance, serviceClass: number): boolean => pool.serves?.includes(serviceClass) ?? true

export function enterPhase(cluster: Cluster, request: RequestId, phase: number, now: Seconds): void {
  cluster.requests.phase[request] = phase
  cluster.recording.requests.enter(cluster.lane.at[request], phase, now, request)
}

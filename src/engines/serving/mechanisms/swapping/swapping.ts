/** The way back from host memory: room is taken, bytes move, and then the request runs where it left off. */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import { type Cluster, EventKind, LIFE_BITS } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { moveOverHostLink } from '../../core/lifecycle.ts'
import { enterPhase } from '../../core/phases.ts'

/** Swapped requests come back in order while their blocks fit: room is taken now, bytes move, then they run. */
export function bringBack(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { requests, queue } = cluster
  while (instance.swapped.length > 0) {
    const request = instance.swapped.at(0)
    // The rest of its prompt and the next token have a place too: two that came back with less would push each other out.
    if (instance.running.length + instance.state.returning >= instance.maxRunning) return
    const next = requests.computed[request] + requests.decodeTokens[request]
    if (!instance.kv.reopen(request, Math.max(requests.prefillTarget[request], next))) return
    const kv = instance.kv.of(request)
    const bytes = Math.ceil(requests.computed[request] / kv.blockTokens) * cluster.blockBytes
    instance.swapped.dropFront(1)
    instance.state.returning++
    const arrives = moveOverHostLink(cluster, instance, bytes, Math.max(now, instance.state.roomAt))
    queue.push(
      arrives,
      priority.transferEnd,
      EventKind.swapIn,
      request,
      instance.index | (instance.state.life << LIFE_BITS),
    )
  }
}

/** The last byte is back: the request runs where it left off. */
export function endSwapIn(cluster: Cluster, instance: Instance, request: number, now: Seconds): void {
  const { requests } = cluster
  instance.state.returning--
  if (requests.phase[request] !== Phase.swapped) return // its client left meanwhile
  const kv = instance.kv.of(request)
  instance.state.hosted--
  instance.state.hostBytes -= Math.ceil(requests.computed[request] / kv.blockTokens) * cluster.blockBytes
  const isDecoding = requests.computed[request] >= requests.prefillTarget[request]
  if (isDecoding) kv.endPrefill(request)
  instance.running.push(request)
  enterPhase(cluster, request, isDecoding ? Phase.decode : Phase.prefill, now)
  cluster.due[instance.index] = 1
}

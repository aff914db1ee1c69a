/**
 * Victims whose KV goes to host memory and comes back. On the way out the iteration being planned waits for the room; on the way back
 * room is taken first, bytes move, and then the request runs where it left off.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase, type RequestId } from '../../contracts/request.ts'
import { LIFE_BITS, SLOT } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { keep, type Mechanism } from '../../core/mechanism.ts'
import { enterPhase } from '../../core/phases.ts'
import { type Swapping, swappingState } from './state.ts'

export const swapping: Mechanism = {
  id: 'swapping',
  install(cluster, { setups, hardware, event }) {
    const { cost } = setups[0]
    const instanceOf = (b: number): Instance => cluster.instances[b & SLOT]
    const own: Swapping = {
      cluster,
      counts: cluster.memory.object({ outs: 0, bytes: 0 }),
      hostBandwidth: hardware.hostLink.bandwidth * (cost.ideal ? 1 : cost.networkEfficiency),
      hostLatency: hardware.hostLink.latency,
      swapIn: event({
        priority: priority.transferEnd,
        handle(request, b, now) {
          if (b >> LIFE_BITS === instanceOf(b).state.life) endSwapIn(own, instanceOf(b), request, now)
        },
        isIdle: (_request, b) => b >> LIFE_BITS !== instanceOf(b).state.life,
      }),
    }
    return {
      state: keep(swappingState, own),
      hooks: {
        keeping: (instance, request, now) => moveOut(own, instance, request, now),
        asking: (instance, now) => {
          if (instance.swapped.length > 0) bringBack(own, instance, now)
        },
        ending: (request) => forget(own, request),
        awaiting: (instance, now) => instance.state.linkFree > now,
      },
    }
  },
}

/** A victim goes to host memory where there is room for it, and the preemption says that it pays. */
function moveOut(own: Swapping, instance: Instance, request: RequestId, now: Seconds): boolean {
  const { cluster } = own
  const { requests } = cluster
  const { preemption } = cluster.roles
  const bytes = hostBytesOf(own, instance, request)
  const isWorthMoving = preemption.isWorthMoving?.(requests.computed[request]) ?? true
  if (!(bytes > 0 && isWorthMoving && instance.state.hostBytes + bytes <= preemption.hostCapacity)) return false
  instance.kv.of(request).release(request)
  instance.state.hosted++
  instance.state.hostBytes += bytes
  // The iteration being planned writes into these blocks: it starts when their last byte has left.
  instance.state.roomAt = moveOverHostLink(own, instance, bytes, now)
  own.counts.outs++
  enterPhase(cluster, request, Phase.swapped, now)
  instance.swapped.pushFront(request) // victims go from the one admitted last: the first admitted is first again
  return true
}

/** Bytes queue behind what the instance's host link carries already. Returns when the last one is across. */
function moveOverHostLink(own: Swapping, { state }: Instance, bytes: number, now: Seconds): Seconds {
  const begins = Math.max(now, state.linkFree)
  state.linkFree = begins + own.hostLatency + bytes / own.hostBandwidth
  own.counts.bytes += bytes
  return state.linkFree
}

/** Swapped requests come back in order while their blocks fit: room is taken now, bytes move, then they run. */
function bringBack(own: Swapping, instance: Instance, now: Seconds): void {
  const { requests } = own.cluster
  while (instance.swapped.length > 0) {
    const request = instance.swapped.at(0)
    // The rest of its prompt and the next token have a place too: two that came back with less would push each other out.
    if (instance.running.length + instance.state.returning >= instance.maxRunning) return
    const next = requests.computed[request] + requests.decodeTokens[request]
    if (!instance.kv.reopen(request, Math.max(requests.prefillTarget[request], next))) return
    const bytes = hostBytesOf(own, instance, request)
    instance.swapped.dropFront(1)
    instance.state.returning++
    const arrives = moveOverHostLink(own, instance, bytes, Math.max(now, instance.state.roomAt))
    own.swapIn(arrives, request, instance.index | (instance.state.life << LIFE_BITS))
  }
}

/** The last byte is back: the request runs where it left off. */
function endSwapIn(own: Swapping, instance: Instance, request: number, now: Seconds): void {
  const { cluster } = own
  const { requests } = cluster
  instance.state.returning--
  if (requests.phase[request] !== Phase.swapped) return // its client left meanwhile
  const kv = instance.kv.of(request)
  instance.state.hosted--
  instance.state.hostBytes -= hostBytesOf(own, instance, request)
  const isDecoding = requests.computed[request] >= requests.prefillTarget[request]
  if (isDecoding) kv.endPrefill(request)
  instance.running.push(request)
  enterPhase(cluster, request, isDecoding ? Phase.decode : Phase.prefill, now)
  cluster.due[instance.index] = 1
}

/** A request is over while its KV is in host memory, or on the way back. */
function forget(own: Swapping, request: RequestId): void {
  const { requests, instances } = own.cluster
  if (requests.phase[request] !== Phase.swapped) return
  const instance = instances[requests.instance[request]]
  instance.state.hosted--
  instance.state.hostBytes -= hostBytesOf(own, instance, request)
  instance.kv.of(request).release(request) // blocks set aside for its way back, if that had begun
}

const hostBytesOf = ({ cluster }: Swapping, instance: Instance, request: RequestId): number =>
  Math.ceil(cluster.requests.computed[request] / instance.kv.of(request).blockTokens) * cluster.blockBytes

/**
 * Victims whose KV goes to host memory and comes back. On the way out the iteration being planned waits for the room; on the way back
 * room is taken first, bytes move, and then the request runs where it left off.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Bytes, Seconds, Tokens } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import { Phase, type RequestId } from '../../contracts/request.ts'
import { LIFE_BITS, SLOT } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { keep, type Mechanism } from '../../core/mechanism.ts'
import { enterPhase } from '../../core/phases.ts'
import { WaitingQueue } from '../../requests/waiting-queue.ts'
import { preemptions } from '../../roles/preemption/index.ts'
import { type Swapping, swappingState } from './state.ts'

export const swapping: Mechanism = {
  id: 'swapping',
  install(cluster, { setups, hardware, event }) {
    if (!setups.some(({ preemption }) => chosen(preemptions, preemption).moves)) return null
    const { memory, instances } = cluster
    const { cost } = setups[0]
    const instanceOf = (b: number): Instance => instances[b & SLOT]
    const own: Swapping = {
      cluster,
      counts: memory.object({ outs: 0, bytes: 0 }),
      queues: instances.map(() => new WaitingQueue(memory)),
      hosted: memory.array('i32', instances.length),
      hostBytes: memory.array('f64', instances.length),
      returning: memory.array('i32', instances.length),
      linkFree: memory.array('f64', instances.length),
      roomAt: memory.array('f64', instances.length),
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
      queue: [{ series: 'swapped', of: ({ index }) => own.hosted[index] }],
      hooks: {
        keeping: (instance, request, now) => moveOut(own, instance, request, now),
        cutting: (instance, request, kept) => cut(own, instance, request, kept),
        // While some wait to come back nobody new is admitted, or they might never find room (vLLM v0).
        holding: ({ index }) => own.queues[index].length > 0,
        asking: (instance, now) => {
          if (own.queues[instance.index].length > 0) bringBack(own, instance, now)
        },
        // The iteration that was being planned writes into blocks that are free when their last byte has left.
        delaying: ({ index }, begin) => Math.max(begin, own.roomAt[index]),
        ending: (request) => forget(own, request),
        awaiting: ({ index }, now) => own.linkFree[index] > now,
        absent: ({ index }) => rowsOf(own.queues[index]),
        emptied: ({ index }) => empty(own, index),
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
  const { index } = instance
  const isWorthMoving = preemption.isWorthMoving?.(requests.computed[request]) ?? true
  if (!(bytes > 0 && isWorthMoving && own.hostBytes[index] + bytes <= preemption.hostCapacity)) return false
  instance.kv.of(request).release(request)
  own.hosted[index]++
  own.hostBytes[index] += bytes
  own.roomAt[index] = moveOverHostLink(own, index, bytes, now)
  own.counts.outs++
  enterPhase(cluster, request, Phase.swapped, now)
  own.queues[index].pushFront(request) // victims go from the one admitted last: the first admitted is first again
  return true
}

/** Bytes queue behind what the instance's host link carries already. Returns when the last one is across. */
function moveOverHostLink(own: Swapping, index: number, bytes: Bytes, now: Seconds): Seconds {
  const { linkFree } = own
  const begins = Math.max(now, linkFree[index])
  linkFree[index] = begins + own.hostLatency + bytes / own.hostBandwidth
  own.counts.bytes += bytes
  return linkFree[index]
}

/** Swapped requests come back in order while their blocks fit: room is taken now, bytes move, then they run. */
function bringBack(own: Swapping, instance: Instance, now: Seconds): void {
  const { requests } = own.cluster
  const { index } = instance
  const queue = own.queues[index]
  while (queue.length > 0) {
    const request = queue.at(0)
    // The rest of its prompt and the next token have a place too: two that came back with less would push each other out.
    if (instance.running.length + own.returning[index] >= instance.maxRunning) return
    const next = requests.computed[request] + requests.decodeTokens[request]
    if (!instance.kv.reopen(request, Math.max(requests.prefillTarget[request], next))) return
    const bytes = hostBytesOf(own, instance, request)
    queue.dropFront(1)
    own.returning[index]++
    const arrives = moveOverHostLink(own, index, bytes, Math.max(now, own.roomAt[index]))
    own.swapIn(arrives, request, index | (instance.state.life << LIFE_BITS))
  }
}

/** The last byte is back: the request runs where it left off. */
function endSwapIn(own: Swapping, instance: Instance, request: number, now: Seconds): void {
  const { cluster } = own
  const { requests } = cluster
  own.returning[instance.index]--
  if (requests.phase[request] !== Phase.swapped) return // its client left meanwhile
  const kv = instance.kv.of(request)
  leaveHost(own, instance, request)
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
  leaveHost(own, instance, request)
  own.queues[instance.index].sweep((other) => other !== request)
  instance.kv.of(request).release(request) // blocks set aside for its way back, if that had begun
}

/** Fewer of its blocks are in host memory from now on. */
function cut({ cluster, hostBytes }: Swapping, { index, kv }: Instance, request: RequestId, kept: Tokens): void {
  const { phase, computed } = cluster.requests
  if (phase[request] !== Phase.swapped) return
  const blocks = Math.ceil(computed[request] / kv.blockTokens) - Math.ceil(kept / kv.blockTokens)
  hostBytes[index] -= blocks * cluster.blockBytes
}

function leaveHost(own: Swapping, instance: Instance, request: RequestId): void {
  own.hosted[instance.index]--
  own.hostBytes[instance.index] -= hostBytesOf(own, instance, request)
}

/** The instance has died, and what was on its host is lost. */
function empty(own: Swapping, index: number): void {
  own.queues[index].sweep(() => false)
  for (const column of [own.hosted, own.hostBytes, own.returning, own.linkFree, own.roomAt]) column[index] = 0
}

const rowsOf = (queue: WaitingQueue): readonly RequestId[] =>
  Array.from({ length: queue.length }, (_, i) => queue.at(i))

const hostBytesOf = ({ cluster }: Swapping, instance: Instance, request: RequestId): number =>
  Math.ceil(cluster.requests.computed[request] / instance.kv.of(request).blockTokens) * cluster.blockBytes

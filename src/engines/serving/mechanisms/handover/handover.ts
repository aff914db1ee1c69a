/**
 * KV moves between instances. A request whose prompt is done on an instance that only computes prompts keeps its blocks there
 * until a receiver has room for them, and for as long as the bytes take: a slow receiver holds up the sender's cache, too.
 *
 * Each instance sends one request at a time and receives one at a time; who comes later waits for both ends. Receivers set the
 * room aside before the first byte leaves, so that nothing arrives in vain.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { type Cluster, EventKind } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { enterPhase, takes } from '../../core/phases.ts'
import { devicesOf } from '../../set-up/hardware.ts'
import { forgetMove } from '../migration/forget-move.ts'

/** A prompt is done where no answers are decoded: the request leaves the batch and keeps its blocks. */
export function offer(cluster: Cluster, instance: Instance, request: RequestId, now: Seconds): void {
  instance.running.remove(request)
  instance.state.sending++
  enterPhase(cluster, request, Phase.transfer, now)
  cluster.handover.bridge.rows.push(request)
  if (cluster.roles.interconnect.initiative === 'push') {
    cluster.handover.receiver.at[request] = leastUsed(cluster, cluster.alive.receivers, (index) =>
      mayReceive(cluster, index, request),
    )
  }
}

/** Answers go where requests of their class are decoded. */
const mayReceive = ({ instances, requests }: Cluster, index: number, request: RequestId): boolean =>
  takes(instances[index], requests.serviceClass[request])

/**
 * Starts the transfers that somebody has room for, in order: who fits nowhere is passed by nobody who could go to the same receivers.
 * Pulled ones go to any receiver of their class, pushed ones to that which was picked for them.
 */
export function startTransfers(cluster: Cluster, now: Seconds): void {
  const { handover, alive } = cluster
  const { rows } = handover.bridge
  const full = new Set<number>()
  const waiting: RequestId[] = []
  let seen = 0
  for (; seen < rows.length && full.size < alive.receivers.length; seen++) {
    const request = rows[seen]
    const chosen = handover.receiver.at[request]
    const candidates = chosen < 0 ? alive.receivers.filter((index) => mayReceive(cluster, index, request)) : [chosen]
    const receiver = leastUsed(cluster, candidates, (index) => !full.has(index) && hasRoom(cluster, index, request))
    if (receiver >= 0) send(cluster, request, receiver, now)
    else {
      waiting.push(request)
      for (const index of candidates) full.add(index)
    }
  }
  if (waiting.length < seen) handover.bridge.rows = [...waiting, ...rows.slice(seen)]
}

/** The last byte is there: the blocks on the sender's side are free, and the request decodes. */
export function endTransfer(cluster: Cluster, request: RequestId, flight: number, now: Seconds): void {
  const { handover, requests, instances } = cluster
  if (handover.flight.at[request] !== flight) return // withdrawn meanwhile
  const sender = instances[requests.instance[request]]
  const receiver = instances[handover.receiver.at[request]]
  sender.kv.of(request).release(request)
  sender.state.sending--
  sender.state.outstanding--
  receiver.state.outstanding++
  arrived(cluster, receiver, request)
  forgetMove(cluster, request, sender.index, receiver.index)
  receiver.kv.adopt(request, handover.ticket.at[request])
  handover.receiver.at[request] = -1
  handover.ticket.at[request] = -1
  requests.instance[request] = receiver.index
  receiver.running.push(request)
  enterPhase(cluster, request, Phase.decode, now)
  cluster.due[sender.index] = 1
  cluster.due[receiver.index] = 1
}

/** What was set aside for the request elsewhere is free again. It waits for a receiver anew if it still has its blocks. */
export function withdraw(cluster: Cluster, request: RequestId): void {
  const { handover, instances, requests } = cluster
  release(cluster, request)
  const { bridge } = handover
  bridge.rows = bridge.rows.filter((row) => row !== request)
  const here = instances[requests.instance[request]]
  if (requests.phase[request] !== Phase.transfer || !here.state.alive) return
  // Where answers are decoded it goes on as if nothing had been.
  if (here.state.duty === 'prefill') bridge.rows.unshift(request)
  else {
    here.state.sending--
    here.running.push(request)
    enterPhase(cluster, request, Phase.decode, cluster.pace.now)
    cluster.due[here.index] = 1
  }
}

/** Receiver, room and flight of the request are none any more. */
function release(cluster: Cluster, request: RequestId): void {
  const { handover, instances, requests } = cluster
  const ticket = handover.ticket.at[request]
  const receiver = handover.receiver.at[request]
  handover.flight.at[request]++
  handover.receiver.at[request] = -1
  handover.ticket.at[request] = -1
  if (ticket >= 0) {
    const { kv } = instances[receiver]
    kv.dropHold(ticket)
    arrived(cluster, instances[receiver], request)
    forgetMove(cluster, request, requests.instance[request], receiver)
    cluster.due[receiver] = 1
  }
}

/** The request is over: whatever the handover holds of it goes. */
export function leaveHandover(cluster: Cluster, request: RequestId): void {
  const { phase } = cluster.requests
  const { ticket } = cluster.handover
  if (phase[request] !== Phase.transfer && ticket.at[request] < 0) return
  release(cluster, request)
  const { bridge } = cluster.handover
  bridge.rows = bridge.rows.filter((row) => row !== request)
}

function send(cluster: Cluster, request: RequestId, index: number, now: Seconds): void {
  const { handover, instances, queue } = cluster
  const { kv, state } = instances[index]
  const blocks = blocksOf(cluster, request)
  handover.receiver.at[request] = index
  handover.ticket.at[request] = kv.hold(request, positionsOf(cluster, request))
  handover.promised.at[request] = blocks
  state.incoming++
  state.incomingBlocks += blocks
  const ends = copy(cluster, request, blocks, now)
  handover.counts.transfers++
  handover.counts.time += ends - now
  queue.push(ends, priority.transferEnd, EventKind.transferEnd, request, ++handover.flight.at[request])
}

/** Nothing of the request is on its way to the receiver any more. */
function arrived({ handover }: Cluster, { state }: Instance, request: RequestId): void {
  state.incoming--
  state.incomingBlocks -= handover.promised.at[request]
}

/** Blocks of the request go over the links to its receiver, behind what these carry already. Returns when the last byte is there. */
export function copy(cluster: Cluster, request: RequestId, blocks: number, now: Seconds): Seconds {
  const { handover, requests, instances, roles } = cluster
  const sender = instances[requests.instance[request]]
  const receiver = instances[handover.receiver.at[request]]
  const bytes = blocks * cluster.blockBytes * devicesOf(sender.pool)
  const begins = Math.max(now, sender.state.sendFree, receiver.state.receiveFree)
  const lanes = Math.min(devicesOf(sender.pool), devicesOf(receiver.pool))
  const ends = begins + roles.interconnect.seconds(bytes, blocks, lanes)
  sender.state.sendFree = ends
  receiver.state.receiveFree = ends
  handover.counts.bytes += bytes
  return ends
}

/** Positions that the receiver sets aside: what is computed, and the next token. */
const positionsOf = ({ requests }: Cluster, request: RequestId): number =>
  requests.computed[request] + requests.decodeTokens[request]

const blocksOf = ({ requests, instances }: Cluster, request: RequestId): number =>
  Math.ceil(requests.computed[request] / instances[0].kv.blockTokens)

function hasRoom(cluster: Cluster, index: number, request: RequestId): boolean {
  const { kv, state, maxRunning } = cluster.instances[index]
  // Those that lost their blocks there come back into the batch, too.
  if (state.outstanding + state.incoming >= maxRunning) return false
  const total = kv.ranks.length * kv.totalBlocks
  if (state.incoming > 0 && state.incomingBlocks >= cluster.roles.interconnect.onTheWay * total) return false
  // What is set aside for streams depends on what they have emitted, which a stretch of iterations keeps to itself.
  cluster.stretches[index].settle()
  return kv.canHold(request, positionsOf(cluster, request))
}

/** The receiver with the smallest share of blocks in use among those that may; −1 for none. Ties go to the lower number. */
function leastUsed(cluster: Cluster, candidates: readonly number[], may: (index: number) => boolean): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (const index of candidates) {
    const { kv } = cluster.instances[index]
    const used = kv.usedBlocks / (kv.ranks.length * kv.totalBlocks)
    if (used < least && may(index)) {
      least = used
      best = index
    }
  }
  return best
}

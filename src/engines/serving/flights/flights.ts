/**
 * KV on its way between instances, whoever sends it: handovers of done prompts, and requests that move while they decode. A receiver sets
 * the room aside before the first byte leaves, so that nothing arrives in vain; the sender keeps its blocks until the last byte is there.
 *
 * Each instance sends one request at a time and receives one at a time; who comes later waits for both ends.
 */
import { priority } from '../../../kernel/priorities.ts'
import type { Seconds } from '../../../kernel/units.ts'
import { chosen } from '../../../schema/choice.ts'
import type { RequestId } from '../contracts/request.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Instance } from '../core/instance.ts'
import { keep, type Mechanism, stateOf } from '../core/mechanism.ts'
import { enterPhase } from '../core/phases.ts'
import { routers } from '../roles/router/index.ts'
import { devicesOf } from '../set-up/hardware.ts'
import { transfers } from './account.ts'
import { type Flights, flightsState } from './state.ts'

export const flights: Mechanism = {
  id: 'flights',
  account: transfers,
  install(cluster, { setups, hardware, event }) {
    const isAnyMoved = setups.some(({ router }) => chosen(routers, router).moves)
    const isAnyHandedOver = hardware.pools.some(({ duty }) => duty !== 'whole')
    if (!isAnyMoved && !isAnyHandedOver && !hardware.fleet) return null
    const { memory, instances } = cluster
    const own: Flights = {
      cluster,
      counts: memory.object({ transfers: 0, bytes: 0, time: 0 }),
      bridge: memory.object({ rows: [] as RequestId[] }),
      receiver: memory.perRequest('i32', -1),
      ticket: memory.perRequest('i32', -1),
      promised: memory.perRequest('i32', 0),
      flight: memory.perRequest('i32', 0),
      sendFree: memory.array('f64', instances.length),
      receiveFree: memory.array('f64', instances.length),
      sending: memory.array('i32', instances.length),
      incoming: memory.array('i32', instances.length),
      incomingBlocks: memory.array('i32', instances.length),
      landing: event({
        priority: priority.transferEnd,
        handle: (request, flight, now) => land(own, request, flight, now),
      }),
      over: [],
    }
    return {
      state: keep(flightsState, own),
      queue: isAnyMoved || isAnyHandedOver ? [{ series: 'transfer', of: ({ index }) => own.sending[index] }] : [],
      hooks: {
        // While bytes go out or come in they take their part of the memory's bandwidth.
        timing: (instance, _batch, time, now) => time * slowdownOf(own, instance, now),
        preempting: (request) => forget(own, request),
        ending: (request) => leave(own, request),
        draining: (instance) => sendElsewhere(own, instance),
        dying: (instance) => withdrawAll(own, instance),
        orphaned: (request) => withdraw(own, request),
        emptied({ index }) {
          for (const column of [own.sendFree, own.receiveFree, own.sending]) column[index] = 0
        },
        awaiting: (instance, now) => isSending(own, instance, now),
      },
    }
  },
}

function slowdownOf({ cluster, sendFree, receiveFree }: Flights, { index }: Instance, now: Seconds): number {
  const isCopying = sendFree[index] > now || receiveFree[index] > now
  return isCopying ? 1 + cluster.roles.interconnect.interference : 1
}

/** Blocks of the request go over the links to its receiver, behind what these carry already. Returns when the last byte is there. */
export function copy(own: Flights, request: RequestId, blocks: number, now: Seconds): Seconds {
  const { cluster, counts, sendFree, receiveFree } = own
  const { requests, instances, roles } = cluster
  const sender = instances[requests.instance[request]]
  const receiver = instances[own.receiver.at[request]]
  const bytes = blocks * cluster.blockBytes * devicesOf(sender.pool)
  const begins = Math.max(now, sendFree[sender.index], receiveFree[receiver.index])
  const lanes = Math.min(devicesOf(sender.pool), devicesOf(receiver.pool))
  const ends = begins + roles.interconnect.seconds(bytes, blocks, lanes)
  sendFree[sender.index] = ends
  receiveFree[receiver.index] = ends
  counts.bytes += bytes
  return ends
}

/** The last byte is there: the blocks on the sender's side are free, and the request decodes. */
function land(own: Flights, request: RequestId, flight: number, now: Seconds): void {
  const { cluster, over } = own
  const { requests, instances } = cluster
  if (own.flight.at[request] !== flight) return // withdrawn meanwhile
  const sender = instances[requests.instance[request]]
  const receiver = instances[own.receiver.at[request]]
  sender.kv.of(request).release(request)
  own.sending[sender.index]--
  sender.state.outstanding--
  receiver.state.outstanding++
  arrived(own, receiver, request)
  for (const tell of over) tell(request, sender.index, receiver.index)
  receiver.kv.adopt(request, own.ticket.at[request])
  own.receiver.at[request] = -1
  own.ticket.at[request] = -1
  requests.instance[request] = receiver.index
  receiver.running.push(request)
  enterPhase(cluster, request, Phase.decode, now)
  cluster.due[sender.index] = 1
  cluster.due[receiver.index] = 1
}

/** What was set aside for the request elsewhere is free again. It waits for a receiver anew if it still has its blocks. */
export function withdraw(own: Flights, request: RequestId): void {
  const { cluster, bridge } = own
  const { instances, requests } = cluster
  release(own, request)
  bridge.rows = bridge.rows.filter((row) => row !== request)
  const here = instances[requests.instance[request]]
  if (requests.phase[request] !== Phase.transfer || !here.state.alive) return
  // Where answers are decoded it goes on as if nothing had been.
  if (here.state.duty === 'prefill') bridge.rows.unshift(request)
  else {
    own.sending[here.index]--
    here.running.push(request)
    enterPhase(cluster, request, Phase.decode, cluster.pace.now)
    cluster.due[here.index] = 1
  }
}

/** Whatever was on its way to an instance that died waits for another receiver. */
function withdrawAll(own: Flights, dying: Instance): void {
  const { count } = own.cluster.requests
  for (let request = 0; request < count; request++) {
    if (own.receiver.at[request] === dying.index) withdraw(own, request)
  }
}

/** Whose KV was to come here, and has not set out, may go elsewhere. */
function sendElsewhere({ bridge, receiver }: Flights, instance: Instance): void {
  for (const request of bridge.rows) if (receiver.at[request] === instance.index) receiver.at[request] = -1
}

/** Receiver, room and flight of the request are none any more. */
function release(own: Flights, request: RequestId): void {
  const { cluster, over } = own
  const { instances, requests } = cluster
  const ticket = own.ticket.at[request]
  const receiver = own.receiver.at[request]
  own.flight.at[request]++
  own.receiver.at[request] = -1
  own.ticket.at[request] = -1
  if (ticket >= 0) {
    const { kv } = instances[receiver]
    kv.dropHold(ticket)
    arrived(own, instances[receiver], request)
    for (const tell of over) tell(request, requests.instance[request], receiver)
    cluster.due[receiver] = 1
  }
}

/** The request loses its blocks or is over: nothing of it is on its way. */
function forget(own: Flights, request: RequestId): void {
  const { cluster, ticket, bridge } = own
  if (cluster.requests.phase[request] !== Phase.transfer && ticket.at[request] < 0) return
  release(own, request)
  bridge.rows = bridge.rows.filter((row) => row !== request)
}

function leave(own: Flights, request: RequestId): void {
  const { requests, instances } = own.cluster
  const home = requests.instance[request]
  if (home < 0) return
  forget(own, request)
  if (requests.phase[request] !== Phase.transfer) return
  own.sending[home]--
  instances[home].kv.of(request).release(request)
}

/** Nothing of the request is on its way to the receiver any more. */
function arrived({ promised, incoming, incomingBlocks }: Flights, { index }: Instance, request: RequestId): void {
  incoming[index]--
  incomingBlocks[index] -= promised.at[request]
}

/** Requests whose KV is on its way to the instance. */
export const incomingTo = (cluster: Cluster, { index }: Instance): number =>
  stateOf(cluster, flightsState)?.incoming[index] ?? 0

/** Whether blocks here belong to requests whose KV is on its way elsewhere: they will be free. */
function isSending({ cluster, bridge, sendFree }: Flights, { index }: Instance, now: Seconds): boolean {
  return sendFree[index] > now || bridge.rows.some((request) => cluster.requests.instance[request] === index)
}

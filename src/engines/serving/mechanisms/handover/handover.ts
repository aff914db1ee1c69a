/**
 * Handover: a request whose prompt is done on an instance that only computes prompts goes, with its KV, where answers are decoded. It keeps
 * its blocks until a receiver has room for them, and for as long as the bytes take: a slow receiver holds up the sender's cache, too.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import type { Instance } from '../../core/instance.ts'
import { type Mechanism, stateOf } from '../../core/mechanism.ts'
import { enterPhase, takes } from '../../core/phases.ts'
import { copy } from '../../flights/flights.ts'
import { type Flights, flightsState } from '../../flights/state.ts'

export const handover: Mechanism = {
  id: 'handover',
  install(cluster) {
    const flights = stateOf(cluster, flightsState)
    if (flights === null) return null
    return {
      hooks: {
        prefilled(instance, { piece, state }, now) {
          if (instance.state.duty !== 'prefill') return
          for (let i = 0; i < state.pieces; i++) {
            if (cluster.requests.phase[piece[i]] === Phase.decode) offer(flights, instance, piece[i], now)
          }
        },
        planning(now) {
          if (flights.bridge.rows.length > 0) startTransfers(flights, now)
        },
      },
    }
  },
}

/** A prompt is done where no answers are decoded: the request leaves the batch and keeps its blocks. */
function offer(
  { cluster, bridge, receiver, sending }: Flights,
  instance: Instance,
  request: RequestId,
  now: Seconds,
): void {
  instance.running.remove(request)
  sending[instance.index]++
  enterPhase(cluster, request, Phase.transfer, now)
  bridge.rows.push(request)
  if (cluster.roles.interconnect.initiative === 'push') {
    receiver.at[request] = leastUsed(cluster, cluster.alive.receivers, (index) => mayReceive(cluster, index, request))
  }
}

/** Answers go where requests of their class are decoded. */
const mayReceive = ({ instances, requests }: Flights['cluster'], index: number, request: RequestId): boolean =>
  takes(instances[index], requests.serviceClass[request])

/**
 * Starts the transfers that somebody has room for, in order: who fits nowhere is passed by nobody who could go to the same receivers.
 * Pulled ones go to any receiver of their class, pushed ones to that which was picked for them.
 */
function startTransfers(flights: Flights, now: Seconds): void {
  const { cluster, bridge } = flights
  const { alive } = cluster
  const { rows } = bridge
  const full = new Set<number>()
  const waiting: RequestId[] = []
  let seen = 0
  for (; seen < rows.length && full.size < alive.receivers.length; seen++) {
    const request = rows[seen]
    const chosen = flights.receiver.at[request]
    const candidates = chosen < 0 ? alive.receivers.filter((index) => mayReceive(cluster, index, request)) : [chosen]
    const receiver = leastUsed(cluster, candidates, (index) => !full.has(index) && hasRoom(flights, index, request))
    if (receiver >= 0) send(flights, request, receiver, now)
    else {
      waiting.push(request)
      for (const index of candidates) full.add(index)
    }
  }
  if (waiting.length < seen) bridge.rows = [...waiting, ...rows.slice(seen)]
}

function send(flights: Flights, request: RequestId, index: number, now: Seconds): void {
  const { cluster, counts } = flights
  const { kv } = cluster.instances[index]
  const blocks = blocksOf(cluster, request)
  flights.receiver.at[request] = index
  flights.ticket.at[request] = kv.hold(request, positionsOf(cluster, request))
  flights.promised.at[request] = blocks
  flights.incoming[index]++
  flights.incomingBlocks[index] += blocks
  const ends = copy(flights, request, blocks, now)
  counts.transfers++
  counts.time += ends - now
  flights.landing(ends, request, ++flights.flight.at[request])
}

/** Positions that the receiver sets aside: what is computed, and the next token. */
const positionsOf = ({ requests }: Flights['cluster'], request: RequestId): number =>
  requests.computed[request] + requests.decodeTokens[request]

const blocksOf = ({ requests, instances }: Flights['cluster'], request: RequestId): number =>
  Math.ceil(requests.computed[request] / instances[0].kv.blockTokens)

function hasRoom({ cluster, incoming, incomingBlocks }: Flights, index: number, request: RequestId): boolean {
  const { kv, state, maxRunning } = cluster.instances[index]
  // Those that lost their blocks there come back into the batch, too.
  if (state.outstanding + incoming[index] >= maxRunning) return false
  const total = kv.ranks.length * kv.totalBlocks
  // The first of all is taken in any case, or a small cache would take nobody.
  if (incoming[index] > 0 && !cluster.roles.interconnect.takes(incomingBlocks[index], total)) return false
  // What is set aside for streams depends on what they have emitted, which a stretch of iterations keeps to itself.
  cluster.stretches[index].settle()
  return kv.canHold(request, positionsOf(cluster, request))
}

/** The receiver with the smallest share of blocks in use among those that may; −1 for none. Ties go to the lower number. */
function leastUsed(
  cluster: Flights['cluster'],
  candidates: readonly number[],
  may: (index: number) => boolean,
): number {
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

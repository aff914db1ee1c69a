/**
 * Live migration: a request that decodes moves to another instance and hardly stands still. Its complete blocks are copied while it goes
 * on; then those that were filled meanwhile, and so on, until so little is left that it can stand still for it. How long it stands
 * still is thus the last stage, whatever its length.
 *
 * The receiver sets the room aside before each stage; where it cannot, or the request ends or loses its blocks, or the stages do not
 * catch up, the copy is given up and nothing has happened.
 *
 * Source: Llumnix (arXiv 2406.03243), multi-stage copy.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { once } from '../../core/hooks.ts'
import { keep, type Mechanism, stateOf } from '../../core/mechanism.ts'
import { enterPhase, takes } from '../../core/phases.ts'
import { copy, withdraw } from '../../flights/flights.ts'
import { flightsState } from '../../flights/state.ts'
import { routers } from '../../roles/router/index.ts'
import { migrations } from './account.ts'
import { type Migration, migrationState } from './state.ts'

export const migration: Mechanism = {
  id: 'migration',
  account: migrations,
  install(cluster, { setups, event }) {
    const flights = stateOf(cluster, flightsState)
    if (flights === null || !setups.some(({ router }) => chosen(routers, router).moves)) return null
    const { memory } = cluster
    const own: Migration = {
      cluster,
      flights,
      counts: memory.object({ begun: 0, abandoned: 0, standstill: 0 }),
      stage: memory.perRequest('u8', 0),
      copied: memory.perRequest('i32', 0),
      moving: memory.array('i32', cluster.instances.length),
      lastStage: memory.object({ rows: [] as RequestId[] }),
      stageEnd: event({
        priority: priority.transferEnd,
        handle: (request, flight, now) => endStage(own, request, flight, now),
      }),
    }
    flights.over.push((request, from, to) => forgetMove(own, request, from, to))
    return {
      state: keep(migrationState, own),
      hooks: {
        planning(now) {
          if (own.lastStage.rows.length > 0) standStill(own, now)
        },
      },
      controllers: [
        {
          turn: 2,
          interval: () => cluster.roles.router.moves?.interval ?? 1,
          act: once((now) => rebalance(own, now)),
        },
      ],
    }
  },
}

/** The router looks who is to move where. */
function rebalance(own: Migration, now: Seconds): void {
  const { cluster } = own
  const { moves } = cluster.roles.router
  if (moves === undefined) return
  cluster.alive.offered = cluster.alive.instances
  for (const [from, to] of moves.pairs(cluster.clusterView)) {
    if (own.moving[from] > 0 || own.moving[to] > 0) continue
    const victim = moves.victim(from, cluster.clusterView)
    if (victim >= 0 && takes(cluster.instances[to], cluster.requests.serviceClass[victim])) begin(own, victim, to, now)
  }
}

function begin(own: Migration, request: RequestId, to: number, now: Seconds): void {
  const { cluster, flights } = own
  const { requests, instances } = cluster
  const ticket = instances[to].kv.hold(request, requests.computed[request] + requests.decodeTokens[request])
  if (ticket < 0) return
  flights.receiver.at[request] = to
  flights.ticket.at[request] = ticket
  flights.promised.at[request] = 0
  flights.incoming[to]++
  own.moving[to]++
  own.moving[requests.instance[request]]++
  own.stage.at[request] = 1
  own.copied.at[request] = 0
  own.counts.begun++
  advanceCopy(own, request, now)
}

/** A stage has ended. */
function endStage(own: Migration, request: RequestId, flight: number, now: Seconds): void {
  const { flights } = own
  if (flights.flight.at[request] !== flight) return
  own.stage.at[request]++
  advanceCopy(own, request, now)
}

/** Copies what is complete; or little is left, and the request is to stand still; or the copy does not catch up. */
function advanceCopy(own: Migration, request: RequestId, now: Seconds): void {
  const { cluster, flights } = own
  const { requests, instances, roles } = cluster
  const { moves } = roles.router
  const receiver = instances[flights.receiver.at[request]]
  const complete = Math.floor(requests.computed[request] / receiver.kv.blockTokens)
  const left = complete - own.copied.at[request]
  if (moves !== undefined && left < moves.lastBlocks) {
    own.lastStage.rows = [...own.lastStage.rows, request]
    return
  }
  const isBehind = moves === undefined || own.stage.at[request] > moves.stages
  if (isBehind || !receiver.kv.growHold(flights.ticket.at[request], requests.computed[request])) {
    abandon(own, request)
    return
  }
  own.copied.at[request] = complete
  const ends = copy(flights, request, left, now)
  own.stageEnd(ends, request, ++flights.flight.at[request])
}

/** Requests that are to stand still do so, those that are in no iteration now: the rest is copied, and they go on elsewhere. */
function standStill(own: Migration, now: Seconds): void {
  const { cluster, flights } = own
  const { requests, instances } = cluster
  const { rows } = own.lastStage
  own.lastStage.rows = []
  const later: RequestId[] = []
  for (const request of rows) {
    if (own.stage.at[request] === 0 || flights.ticket.at[request] < 0) continue
    const source = instances[requests.instance[request]]
    if (source.isInFlight(request)) {
      later.push(request)
      continue
    }
    cluster.stretches[source.index].settle()
    const receiver = instances[flights.receiver.at[request]]
    const wanted = requests.computed[request] + requests.decodeTokens[request]
    const hasRoom = receiver.state.outstanding + flights.incoming[receiver.index] <= receiver.maxRunning
    if (!hasRoom || !receiver.kv.growHold(flights.ticket.at[request], wanted)) {
      abandon(own, request)
      continue
    }
    source.running.remove(request)
    flights.sending[source.index]++
    cluster.due[source.index] = 1
    enterPhase(cluster, request, Phase.transfer, now)
    const blocks = Math.ceil(requests.computed[request] / receiver.kv.blockTokens)
    const ends = copy(flights, request, blocks - own.copied.at[request], now)
    own.counts.standstill += ends - now
    flights.landing(ends, request, ++flights.flight.at[request])
  }
  own.lastStage.rows = [...later, ...own.lastStage.rows]
}

function abandon(own: Migration, request: RequestId): void {
  own.counts.abandoned++
  withdraw(own.flights, request)
}

/** The request moves no more: it has arrived, or the copy was given up. */
function forgetMove({ stage, moving }: Migration, request: RequestId, from: number, to: number): void {
  if (stage.at[request] === 0) return
  stage.at[request] = 0
  moving[from]--
  moving[to]--
}

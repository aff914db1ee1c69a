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
import type { RequestId } from '../../contracts/request.ts'
import { Phase } from '../../contracts/request.ts'
import { type Cluster, EventKind } from '../../core/cluster.ts'
import { enterPhase, takes } from '../../core/phases.ts'
import { copy, withdraw } from '../handover/handover.ts'

/** The router looks who is to move where. */
export function rebalance(cluster: Cluster, now: Seconds): void {
  const { moves } = cluster.roles.router
  if (moves === undefined) return
  cluster.alive.offered = cluster.alive.instances
  for (const [from, to] of moves.pairs(cluster.clusterView)) {
    const source = cluster.instances[from]
    const receiver = cluster.instances[to]
    if (source.state.moving > 0 || receiver.state.moving > 0) continue
    const victim = moves.victim(from, cluster.clusterView)
    if (victim >= 0 && takes(receiver, cluster.requests.serviceClass[victim])) begin(cluster, victim, to, now)
  }
}

function begin(cluster: Cluster, request: RequestId, to: number, now: Seconds): void {
  const { handover, requests, instances, migration } = cluster
  const ticket = instances[to].kv.hold(request, requests.computed[request] + requests.decodeTokens[request])
  if (ticket < 0) return
  handover.receiver.at[request] = to
  handover.ticket.at[request] = ticket
  handover.promised.at[request] = 0
  instances[to].state.incoming++
  instances[to].state.moving++
  instances[requests.instance[request]].state.moving++
  migration.stage.at[request] = 1
  migration.copied.at[request] = 0
  migration.counts.begun++
  advanceCopy(cluster, request, now)
}

/** A stage has ended. */
export function endStage(cluster: Cluster, request: RequestId, flight: number, now: Seconds): void {
  const { handover, migration } = cluster
  if (handover.flight.at[request] !== flight) return
  migration.stage.at[request]++
  advanceCopy(cluster, request, now)
}

/** Copies what is complete; or little is left, and the request is to stand still; or the copy does not catch up. */
function advanceCopy(cluster: Cluster, request: RequestId, now: Seconds): void {
  const { handover, requests, instances, migration, roles, queue } = cluster
  const { moves } = roles.router
  const receiver = instances[handover.receiver.at[request]]
  const complete = Math.floor(requests.computed[request] / receiver.kv.blockTokens)
  const left = complete - migration.copied.at[request]
  if (moves !== undefined && left < moves.lastBlocks) {
    migration.lastStage.rows = [...migration.lastStage.rows, request]
    return
  }
  const isBehind = moves === undefined || migration.stage.at[request] > moves.stages
  if (isBehind || !receiver.kv.growHold(handover.ticket.at[request], requests.computed[request])) {
    abandon(cluster, request)
    return
  }
  migration.copied.at[request] = complete
  const ends = copy(cluster, request, left, now)
  queue.push(ends, priority.transferEnd, EventKind.stageEnd, request, ++handover.flight.at[request])
}

/** Requests that are to stand still do so, those that are in no iteration now: the rest is copied, and they go on elsewhere. */
export function standStill(cluster: Cluster, now: Seconds): void {
  const { handover, requests, instances, migration, queue } = cluster
  const { rows } = migration.lastStage
  migration.lastStage.rows = []
  const later: RequestId[] = []
  for (const request of rows) {
    if (migration.stage.at[request] === 0 || handover.ticket.at[request] < 0) continue
    const source = instances[requests.instance[request]]
    if (source.isInFlight(request)) {
      later.push(request)
      continue
    }
    cluster.stretches[source.index].settle()
    const receiver = instances[handover.receiver.at[request]]
    const wanted = requests.computed[request] + requests.decodeTokens[request]
    const hasRoom = receiver.state.outstanding + receiver.state.incoming <= receiver.maxRunning
    if (!hasRoom || !receiver.kv.growHold(handover.ticket.at[request], wanted)) {
      abandon(cluster, request)
      continue
    }
    source.running.remove(request)
    source.state.sending++
    cluster.due[source.index] = 1
    enterPhase(cluster, request, Phase.transfer, now)
    const blocks = Math.ceil(requests.computed[request] / receiver.kv.blockTokens)
    const ends = copy(cluster, request, blocks - migration.copied.at[request], now)
    migration.counts.standstill += ends - now
    queue.push(ends, priority.transferEnd, EventKind.transferEnd, request, ++handover.flight.at[request])
  }
  migration.lastStage.rows = [...later, ...migration.lastStage.rows]
}

function abandon(cluster: Cluster, request: RequestId): void {
  cluster.migration.counts.abandoned++
  withdraw(cluster, request)
}

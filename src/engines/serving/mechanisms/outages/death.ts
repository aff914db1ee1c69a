/**
 * An instance dies, and comes back. What it computed is lost at that moment, and so is whatever its tracks showed: its levels are 0 until
 * it works again. Its requests are served elsewhere, or wait at the gateway until somebody can take them.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase, type RequestId, type RequestList } from '../../contracts/request.ts'
import { updateAlive } from '../../core/alive.ts'
import { bookBusy } from '../../core/busy-time.ts'
import type { Cluster } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { recordState } from '../../core/iteration-record.ts'
import { dropKv, end, route } from '../../core/lifecycle.ts'
import { enterPhase } from '../../core/phases.ts'
import { tracksOf } from '../../core/recording.ts'
import { downTrack } from './state.ts'

/** What it computed is lost, its requests are routed again. */
export function kill(cluster: Cluster, index: number, now: Seconds): void {
  const dying = cluster.instances[index % cluster.instances.length]
  if (!dying.state.alive) return
  const { requests } = cluster
  dying.state.alive = false
  dying.state.life++
  cluster.totals.deaths++
  const { hooks } = cluster.mechanisms
  for (const hook of hooks.dying) hook(dying)
  updateAlive(cluster)
  const orphans = orphansOf(cluster, dying)
  for (const request of orphans) for (const hook of hooks.orphaned) hook(request)
  const lives = orphans.filter((request) => requests.phase[request] < Phase.finished)
  for (const request of lives) {
    if (requests.phase[request] !== Phase.queued) {
      dropKv(cluster, dying, request)
      enterPhase(cluster, request, Phase.killed, now)
    }
    requests.instance[request] = -1
  }
  bookBusy(cluster, dying, now)
  clear(dying)
  for (const hook of hooks.emptied) hook(dying)
  recordStanding(cluster, dying, now)
  for (const request of lives) {
    const leaving = cluster.leaving.at[request]
    if (leaving === 0) route(cluster, request, now)
    else end(cluster, request, leaving, now) // its client had gone; the iteration it waited for will not end
  }
}

/** A dead instance comes back empty, a slow one as fast as ever; those whom nobody could take are routed. */
export function restoreInstance(cluster: Cluster, index: number, now: Seconds): void {
  const restored = cluster.instances[index % cluster.instances.length]
  restored.state.slowdown = 1
  if (restored.state.alive) return
  restored.state.alive = true
  updateAlive(cluster)
  recordStanding(cluster, restored, now)
  for (const hook of cluster.mechanisms.hooks.opened) hook(now)
}

/** What the tracks say of an instance that holds nothing: dead, or as new. */
function recordStanding(cluster: Cluster, instance: Instance, now: Seconds): void {
  recordState(cluster, instance, now)
  for (const hook of cluster.mechanisms.hooks.marking) hook(instance, now)
  if (cluster.instances.every(({ isIdle }) => isIdle)) recordSilence(cluster, now)
}

/**
 * Nobody has a token under way any more: there is no gap now and no first token, and what came out last is over. (Where the last iteration
 * ends of itself its sample stands at that very moment, and a mark would wipe it out.)
 */
function recordSilence({ recording: { ttft, itl, tokens }, mechanisms }: Cluster, now: Seconds): void {
  for (const track of [ttft, itl]) {
    track.value[0] = 0
    track.mark(now)
  }
  tokens.mark(now)
  for (const hook of mechanisms.hooks.silent) hook(now)
}

/** From when to when an instance is dead. */
export function recordDown({ recording }: Cluster, { index, state }: Instance, now: Seconds): void {
  const track = tracksOf(recording, downTrack)
  if (state.alive) track?.leave(index, now)
  else track?.enter(index, 0, now, -1)
}

/** Everybody on it, also those in none of its lists. */
function orphansOf({ requests, mechanisms }: Cluster, dying: Instance): readonly RequestId[] {
  const orphans = new Set(rowsOf(dying.running))
  for (const hook of mechanisms.hooks.absent) for (const request of hook(dying)) orphans.add(request)
  for (const request of rowsOf(dying.waiting)) orphans.add(request)
  // Whoever is in no list is on its way: it holds blocks, and bytes move or wait for a link.
  for (let request = 0; request < requests.count; request++) {
    const isHere = requests.instance[request] === dying.index && requests.phase[request] < Phase.finished
    if (isHere) orphans.add(request)
  }
  return [...orphans]
}

const rowsOf = (list: RequestList): readonly RequestId[] => Array.from({ length: list.length }, (_, i) => list.at(i))

function clear({ batches, waiting, running, kv, state }: Instance): void {
  for (const batch of batches) Object.assign(batch.state, { inFlight: false, remaining: 0 })
  waiting.sweep(() => false)
  while (running.length > 0) running.remove(running.at(0))
  for (const rank of kv.ranks) rank.pool.clear()
  Object.assign(state, { outstanding: 0, queuedTokens: 0, stageFree: 0, lastEnd: 0 })
}

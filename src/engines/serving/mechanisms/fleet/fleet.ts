/**
 * The fleet: instances that change what they do while the cluster runs, as the placement's controller asks. One that is to change takes
 * nobody new from then on; those who wait there go elsewhere, those who run are served to their end (or moved away, where the router
 * moves). Once it is empty its memory is cleared, and it starts as what it becomes, which takes time; or it is switched off.
 *
 * A change is made when the controller has asked for it at enough looks in a row, so that no moment's luck decides.
 */
import { priority } from '../../../../kernel/priorities.ts'
import { InvariantError } from '../../../../kernel/problem.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { freenessTerms } from '../../contracts/freeness.ts'
import { type Duty, type FleetControl, type InstanceSeen, Standing } from '../../contracts/placement.ts'
import { isWaiting } from '../../contracts/request.ts'
import { type Cluster, EventKind, LIFE_BITS } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { route } from '../../core/lifecycle.ts'
import { decodeTimeOf } from '../../services/own-speed.ts'
import { devicesOf } from '../../set-up/hardware.ts'
import { noteService } from '../outages/outage.ts'

/** The controller looks, and what it has asked for often enough is begun. */
export function controlFleet(control: FleetControl): (cluster: Cluster, now: Seconds) => 'again' | undefined {
  return (cluster, now) => {
    const wasQuiet = cluster.instances.every(({ state }) => state.busy === 0)
    const seen = cluster.instances.filter(({ state }) => state.alive).map((instance) => see(cluster, instance, control))
    const wishes = new Map(control.wishes(seen).map(({ instance, duty }) => [instance, duty]))
    for (const instance of cluster.instances) {
      const { state } = instance
      const duty = wishes.get(instance.index)
      state.wished = duty === undefined ? 0 : state.wished + 1
      if (duty === undefined || state.wished < control.patience) continue
      state.wished = 0
      change(cluster, instance, duty, now)
    }
    recordFleet(cluster, now)
    // A look that sees nothing going on and asks for nothing would see and ask the same again.
    return wasQuiet && wishes.size === 0 ? undefined : 'again'
  }
}

function see(cluster: Cluster, instance: Instance, { interval }: FleetControl): InstanceSeen {
  const { state, kv, running, waiting, index } = instance
  const utilisation =
    state.duty === 'decode' ? state.decoded / interval / fullSpeed(cluster, instance) : state.busy / interval
  state.busy = 0
  state.decoded = 0
  return {
    ...{ instance: index, pool: cluster.pools.indexOf(instance.pool), standing: state.standing, duty: state.duty },
    utilisation: Math.min(1, utilisation),
    room: freenessTerms(
      {
        ...{ freeBlocks: kv.freeBlocks, totalBlocks: kv.ranks.length * kv.totalBlocks, running, waiting },
        blocksOf: (request) => Math.ceil(cluster.requests.prefillTarget[request] / kv.blockTokens),
      },
      { counted: waiting.length },
    ),
  }
}

/** Tokens a second that the instance would emit with full batches of streams like those that it has. */
function fullSpeed({ requests, roles, setup }: Cluster, { running, maxRunning, kv, index }: Instance): number {
  let positions = 0
  for (let i = 0; i < running.length; i++) positions += requests.computed[running.at(i)]
  const context = Math.max(1, positions / Math.max(1, running.length))
  const streams = Math.max(1, Math.min(maxRunning, Math.floor(kv.capacityTokens / context)))
  return streams / decodeTimeOf(roles.costs[index], setup)(streams, context)
}

function change(cluster: Cluster, instance: Instance, duty: Duty | null, now: Seconds): void {
  const { state } = instance
  if (state.standing === Standing.rests && duty !== null) {
    state.next = duty
    load(cluster, instance, now)
  } else if (state.standing === Standing.drains && duty === state.duty) {
    // What was to go stays after all.
    state.standing = Standing.works
    cluster.totals.draining--
    updateAlive(cluster)
    for (const hook of cluster.mechanisms.hooks.opened) hook(now)
  } else if (state.standing === Standing.works) {
    state.standing = Standing.drains
    state.next = duty
    cluster.totals.draining++
    updateAlive(cluster)
    sendAway(cluster, instance, now)
  }
}

/** Whoever has no blocks here goes to another instance; whose KV was to come here, too. */
function sendAway(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { requests, handover } = cluster
  const { state, waiting } = instance
  for (const request of handover.bridge.rows) {
    if (handover.receiver.at[request] === instance.index) handover.receiver.at[request] = -1
  }
  const leaving = Array.from({ length: waiting.length }, (_, i) => waiting.at(i)).filter((request) =>
    isWaiting(requests.phase[request]),
  )
  waiting.sweep(() => false)
  state.waitingLeft = 0
  for (const request of leaving) {
    state.outstanding--
    state.queuedTokens -= requests.prefillTarget[request] - requests.computed[request]
    requests.instance[request] = -1
    route(cluster, request, now)
  }
  cluster.due[instance.index] = 1
}

/** Those that are empty by now start as what they are to be, or are switched off. */
export function endDrains(cluster: Cluster, now: Seconds): void {
  for (const instance of cluster.instances) {
    const { state } = instance
    const isEmpty = state.outstanding === 0 && state.incoming === 0 && instance.isIdle
    if (state.standing !== Standing.drains || !state.alive || !isEmpty) continue
    cluster.totals.draining--
    for (const rank of instance.kv.ranks) rank.pool.clear()
    if (state.next === null) {
      state.standing = Standing.rests
      state.restsSince = now
      recordFleet(cluster, now)
    } else load(cluster, instance, now)
  }
}

function load(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state } = instance
  if (state.standing === Standing.rests) {
    state.rested += restOf(cluster, instance, now)
    state.off += now - state.restsSince
  }
  state.standing = Standing.loads
  cluster.totals.changes++
  const ready = now + controlOf(cluster).loadTime
  cluster.queue.push(ready, priority.control, EventKind.ready, instance.index, state.life << LIFE_BITS)
  recordFleet(cluster, now)
}

/** The instance has started. */
export function endLoad(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { state } = instance
  if (state.standing !== Standing.loads) return
  state.standing = Standing.works
  state.duty = state.next ?? state.duty
  updateAlive(cluster)
  noteService(cluster, null, now)
  for (const hook of cluster.mechanisms.hooks.opened) hook(now)
  recordFleet(cluster, now)
}

/** It has died: whatever it was to become is off, and what it was it will be when it comes back. */
export function forgetChange(cluster: Cluster, { state }: Instance): void {
  if (state.standing === Standing.drains) cluster.totals.draining--
  if (state.standing !== Standing.rests) state.standing = Standing.works
  state.wished = 0
}

/** Instances that take arrivals, and those that receive KV, as they are now. */
export function updateAlive({ alive, instances }: Cluster): void {
  Object.assign(alive, aliveAmong(instances))
}

export function aliveAmong(
  instances: readonly Instance[],
): Pick<Cluster['alive'], 'instances' | 'receivers' | 'offered' | 'draining'> {
  const living = instances.filter(({ state }) => state.alive)
  const serving = living.filter(({ state }) => state.standing === Standing.works)
  const takers = serving.filter(({ state }) => state.duty !== 'decode').map(({ index }) => index)
  return {
    instances: takers,
    offered: takers,
    receivers: serving.filter(({ state }) => state.duty === 'decode').map(({ index }) => index),
    draining: living.filter(({ state }) => state.standing === Standing.drains).map(({ index }) => index),
  }
}

/** Accelerators in use on average since the warm-up: those of instances that were switched off count only while they were on. */
export function acceleratorsInUse(cluster: Cluster, now: Seconds): number {
  const span = now - cluster.setup.horizon.warmUp
  let devices = 0
  for (const instance of cluster.instances) {
    const { state, pool } = instance
    const rested = state.rested + (state.standing === Standing.rests ? restOf(cluster, instance, now) : 0)
    devices += devicesOf(pool) * (rested > 0 && span > 0 ? Math.max(0, 1 - rested / span) : 1)
  }
  return devices
}

/** Σ over instances of the time in which they were not switched off. A dead one is on: it is there, and does nothing. */
export const timeOn = ({ instances }: Cluster, now: Seconds): Seconds =>
  instances.reduce(
    (sum, { state }) => sum + now - state.off - (state.standing === Standing.rests ? now - state.restsSince : 0),
    0,
  )

/** Time of the rest that lasts, the warm-up left out. */
const restOf = ({ setup }: Cluster, { state }: Instance, now: Seconds): Seconds =>
  Math.max(0, now - Math.max(state.restsSince, setup.horizon.warmUp))

export function recordFleet({ instances, recording }: Cluster, now: Seconds): void {
  const { fleet } = recording
  if (fleet === null) return
  fleet.value.fill(0)
  for (const { state } of instances) {
    if (!state.alive || state.standing === Standing.rests) continue
    fleet.value[state.standing === Standing.works ? DUTIES.indexOf(state.duty) : DUTIES.length]++
  }
  fleet.mark(now)
}

/** Order of the track's series; those that change come last. */
const DUTIES: readonly Duty[] = ['whole', 'prefill', 'decode']

function controlOf({ fleet }: Cluster): FleetControl {
  if (fleet === undefined) throw new InvariantError('no instance changes without a fleet')
  return fleet
}

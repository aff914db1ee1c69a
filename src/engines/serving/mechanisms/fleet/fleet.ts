/**
 * The fleet: instances that change what they do while the cluster runs, as the placement's controller asks. One that is to change takes
 * nobody new from then on; those who wait there go elsewhere, those who run are served to their end (or moved away, where the router
 * moves). Once it is empty its memory is cleared, and it starts as what it becomes, which takes time; or it is switched off.
 *
 * A change is made when the controller has asked for it at enough looks in a row, so that no moment's luck decides.
 */
import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { freenessTerms } from '../../contracts/freeness.ts'
import { type Duty, type InstanceSeen, Standing } from '../../contracts/placement.ts'
import { isWaiting } from '../../contracts/request.ts'
import { updateAlive } from '../../core/alive.ts'
import type { Batch } from '../../core/batch.ts'
import { type Cluster, LIFE_BITS } from '../../core/cluster.ts'
import { isQuiet } from '../../core/control.ts'
import type { Instance } from '../../core/instance.ts'
import { route } from '../../core/lifecycle.ts'
import { keep, type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'
import { incomingTo } from '../../flights/flights.ts'
import { decodeTimeOf } from '../../services/own-speed.ts'
import { fleetAccount } from './account.ts'
import { restOf } from './in-use.ts'
import { type Fleet, type FleetState, fleetState, fleetTrack } from './state.ts'

export const fleet: Mechanism = {
  id: 'fleet',
  account: fleetAccount,
  install(cluster, { hardware, event }) {
    const control = hardware.fleet
    if (control === undefined) return null
    const { instances, memory } = cluster
    const own: Fleet = {
      cluster,
      control,
      counts: memory.object({ draining: 0, changes: 0 }),
      states: instances.map(() =>
        memory.object<FleetState>({ next: null, wished: 0, busy: 0, decoded: 0, rested: 0, off: 0, restsSince: 0 }),
      ),
      ready: event({
        priority: priority.control,
        handle(a, b, now) {
          if (b >> LIFE_BITS === instances[a].state.life) endLoad(own, instances[a], now)
        },
        isIdle: (a, b) => isQuiet(cluster) || b >> LIFE_BITS !== instances[a].state.life,
      }),
    }
    return {
      state: keep(fleetState, own),
      tracks: ownTracks(fleetTrack, (recorder) =>
        recorder.level({
          id: 'fleet',
          title: 'Fleet',
          unit: 'instances',
          series: ['whole requests', 'prefill', 'decode', 'changing'],
        }),
      ),
      hooks: {
        launching: (instance, batch, begin) => noteLoad(own, instance, batch, begin),
        planning(now) {
          if (own.counts.draining > 0) endDrains(own, now)
        },
        dying: (instance) => forgetChange(own, instance),
        marking: (_instance, now) => recordFleet(cluster, now),
      },
      controllers: [{ turn: 3, interval: () => control.interval, act: (now) => look(own, now) }],
    }
  },
}

/** The controller looks, and what it has asked for often enough is begun. */
function look(own: Fleet, now: Seconds): 'again' | undefined {
  const { cluster, control, states } = own
  const wasQuiet = states.every(({ busy }) => busy === 0)
  const seen = cluster.instances.filter(({ state }) => state.alive).map((instance) => see(own, instance))
  const wishes = new Map(control.wishes(seen).map(({ instance, duty }) => [instance, duty]))
  for (const instance of cluster.instances) {
    const mine = states[instance.index]
    const duty = wishes.get(instance.index)
    mine.wished = duty === undefined ? 0 : mine.wished + 1
    if (duty === undefined || mine.wished < control.patience) continue
    mine.wished = 0
    change(own, instance, duty, now)
  }
  recordFleet(cluster, now)
  // A look that sees nothing going on and asks for nothing would see and ask the same again.
  return wasQuiet && wishes.size === 0 ? undefined : 'again'
}

/** An iteration begins: its time, and its tokens for streams. */
function noteLoad({ states }: Fleet, { state, index }: Instance, { state: batch }: Batch, begin: Seconds): void {
  const mine = states[index]
  // Stages overlap: then only what goes beyond the end of the one before.
  mine.busy += begin >= state.lastEnd ? batch.whole : Math.max(0, batch.end - state.lastEnd)
  mine.decoded += batch.decodeTokens
}

function see({ cluster, control: { interval }, states }: Fleet, instance: Instance): InstanceSeen {
  const { state, kv, running, waiting, index } = instance
  const mine = states[index]
  const utilisation =
    state.duty === 'decode' ? mine.decoded / interval / fullSpeed(cluster, instance) : mine.busy / interval
  mine.busy = 0
  mine.decoded = 0
  return {
    ...{ instance: index, pool: cluster.pools.indexOf(instance.pool), standing: state.standing, duty: state.duty },
    utilisation: Math.min(1, utilisation),
    room: freenessTerms(
      {
        ...{ freeBlocks: kv.freeBlocks, running, waiting },
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

function change(own: Fleet, instance: Instance, duty: Duty | null, now: Seconds): void {
  const { cluster, counts } = own
  const { state } = instance
  if (state.standing === Standing.rests && duty !== null) {
    own.states[instance.index].next = duty
    load(own, instance, now)
  } else if (state.standing === Standing.drains && duty === state.duty) {
    // What was to go stays after all.
    state.standing = Standing.works
    counts.draining--
    updateAlive(cluster)
    for (const hook of cluster.mechanisms.hooks.opened) hook(now)
  } else if (state.standing === Standing.works) {
    state.standing = Standing.drains
    own.states[instance.index].next = duty
    counts.draining++
    updateAlive(cluster)
    sendAway(cluster, instance, now)
  }
}

/** Whoever has no blocks here goes to another instance; whose KV was to come here, too. */
function sendAway(cluster: Cluster, instance: Instance, now: Seconds): void {
  const { requests } = cluster
  const { state, waiting } = instance
  for (const hook of cluster.mechanisms.hooks.draining) hook(instance)
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
function endDrains(own: Fleet, now: Seconds): void {
  const { cluster, counts, states } = own
  for (const instance of cluster.instances) {
    const { state } = instance
    const isEmpty = state.outstanding === 0 && incomingTo(cluster, instance) === 0 && instance.isIdle
    if (state.standing !== Standing.drains || !state.alive || !isEmpty) continue
    counts.draining--
    for (const rank of instance.kv.ranks) rank.pool.clear()
    if (states[instance.index].next === null) {
      state.standing = Standing.rests
      states[instance.index].restsSince = now
      recordFleet(cluster, now)
    } else load(own, instance, now)
  }
}

function load(own: Fleet, instance: Instance, now: Seconds): void {
  const { cluster, control, counts } = own
  const { state, index } = instance
  const mine = own.states[index]
  if (state.standing === Standing.rests) {
    mine.rested += restOf(cluster, mine, now)
    mine.off += now - mine.restsSince
  }
  state.standing = Standing.loads
  counts.changes++
  own.ready(now + control.loadTime, index, state.life << LIFE_BITS)
  recordFleet(cluster, now)
}

/** The instance has started. */
function endLoad({ cluster, states }: Fleet, { state, index }: Instance, now: Seconds): void {
  if (state.standing !== Standing.loads) return
  state.standing = Standing.works
  state.duty = states[index].next ?? state.duty
  updateAlive(cluster)
  for (const hook of cluster.mechanisms.hooks.serving) hook(null, now)
  for (const hook of cluster.mechanisms.hooks.opened) hook(now)
  recordFleet(cluster, now)
}

/** It has died: whatever it was to become is off, and what it was it will be when it comes back. */
function forgetChange({ counts, states }: Fleet, { state, index }: Instance): void {
  if (state.standing === Standing.drains) counts.draining--
  if (state.standing !== Standing.rests) state.standing = Standing.works
  states[index].wished = 0
}

function recordFleet({ instances, recording }: Cluster, now: Seconds): void {
  const track = tracksOf(recording, fleetTrack)
  if (track === null) return
  track.value.fill(0)
  for (const { state } of instances) {
    if (!state.alive || state.standing === Standing.rests) continue
    track.value[state.standing === Standing.works ? DUTIES.indexOf(state.duty) : DUTIES.length]++
  }
  track.mark(now)
}

/** Order of the track's series; those that change come last. */
const DUTIES: readonly Duty[] = ['whole', 'prefill', 'decode']

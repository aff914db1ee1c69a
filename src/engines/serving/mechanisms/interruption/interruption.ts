/**
 * Prompts under way that stop at a boundary between two operators, and go on from there later. What they hold stays: their KV, and the
 * activations of the batch. Boundaries are taken as evenly spaced over the time of the iteration.
 */

import { priority } from '../../../../kernel/priorities.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { BegunBatch } from '../../contracts/scheduler.ts'
import type { Batch } from '../../core/batch.ts'
import { bookBusy } from '../../core/busy-time.ts'
import { EventKind, LIFE_BITS, SLOT } from '../../core/cluster.ts'
import type { Instance } from '../../core/instance.ts'
import { recordIteration } from '../../core/iteration-record.ts'
import { keep, type Mechanism } from '../../core/mechanism.ts'
import { schedulers } from '../../roles/scheduler/index.ts'
import { stops } from './account.ts'
import { type Interruption, interruptionState } from './state.ts'

export const interruption: Mechanism = {
  id: 'interruption',
  account: stops,
  install(cluster, { setups, hardware, event }) {
    if (!setups.some(({ scheduler }) => chosen(schedulers, scheduler).interrupts)) return null
    const own: Interruption = {
      cluster,
      layers: hardware.model.layers,
      counts: cluster.memory.object({ stops: 0 }),
      stop: event({
        priority: priority.iterationEnd,
        handle(a, b, now) {
          const instance = cluster.instances[a]
          if (b >> LIFE_BITS === instance.state.life) stopBatch(own, instance, b & SLOT, now)
        },
        isIdle: (a, b) => b >> LIFE_BITS !== cluster.instances[a].state.life,
      }),
    }
    return {
      state: keep(interruptionState, own),
      hooks: {
        routed: (instance, request, now) => considerStop(own, instance, request, now),
        beginning: (instance, now) => now >= instance.state.stageFree && resumeStopped(own, instance, now, false),
        // Who was to go first found no room: what was stopped goes on and makes some.
        resting: (instance, now) => resumeStopped(own, instance, now, true),
      },
    }
  },
}

/** A request has come to an instance: where its scheduler would rather have it than what runs, that stops at the next boundary. */
function considerStop(own: Interruption, instance: Instance, newcomer: RequestId, now: Seconds): void {
  const { cluster } = own
  const { interruption } = cluster.roles.schedulers[instance.index]
  if (interruption === undefined) return
  const slot = instance.batches.findIndex(({ state }) => state.inFlight)
  if (slot < 0 || instance.idleBatch() !== null) return
  const batch = instance.batches[slot]
  const { state } = batch
  // Streams would miss their token, and the last place is for what runs next.
  if (state.streams > 0 || state.stopAt > now || placesLeft(instance) === 0) return
  const view = cluster.roles.views[instance.index]
  view.now = now
  if (!interruption.stops(view, newcomer, begun(batch, state.end - now))) return
  const spacing = state.whole / own.layers / interruption.perLayer
  const stopAt = Math.max(now, state.end - Math.floor((state.end - now) / spacing) * spacing)
  if (stopAt >= state.end) return
  state.stopAt = stopAt
  const { life } = instance.state
  own.stop(stopAt, instance.index, slot | (life << LIFE_BITS))
}

/** The boundary is reached. */
function stopBatch(own: Interruption, instance: Instance, slot: number, now: Seconds): void {
  const { cluster } = own
  const { state } = instance.batches[slot]
  if (!state.inFlight || state.stopAt !== now) return
  bookBusy(cluster, instance, now)
  state.inFlight = false
  state.remaining = state.end - now
  own.counts.stops++
  instance.state.stageFree = now
  cluster.due[instance.index] = 1
}

/** Where the scheduler says so, or in any case (`isDue`), a stopped batch goes on now; true when it does. */
function resumeStopped(own: Interruption, instance: Instance, now: Seconds, isDue: boolean): boolean {
  const { cluster } = own
  const scheduler = cluster.roles.schedulers[instance.index]
  const stopped = instance.batches.filter(({ state }) => !state.inFlight && state.remaining > 0)
  if (stopped.length === 0) return false
  const view = cluster.roles.views[instance.index]
  view.now = now
  const batches = stopped.map((batch) => begun(batch, batch.state.remaining))
  // A patch may have taken the scheduler away that stopped them: they go on in order.
  const chosen = scheduler.interruption ? scheduler.interruption.resumes(view, batches) : 0
  const batch = stopped[chosen < 0 && (isDue || placesLeft(instance) === 0) ? 0 : chosen]
  if (batch === undefined) return false
  const { state } = batch
  bookBusy(cluster, instance, now)
  state.inFlight = true
  state.start = now + (scheduler.roundTime ?? 0)
  state.end = state.start + state.remaining
  state.remaining = 0
  instance.state.stageFree = state.end
  instance.state.lastEnd = state.end
  const slot = instance.batches.indexOf(batch)
  const { life } = instance.state
  cluster.queue.push(
    state.end,
    priority.iterationEnd,
    EventKind.iterationEnd,
    instance.index,
    slot | (life << LIFE_BITS),
  )
  recordIteration(cluster, instance, batch, now)
  return true
}

/** Batches that may be begun beside those that have. */
const placesLeft = ({ batches }: Instance): number => batches.filter(({ isOpen }) => !isOpen).length

const begun = ({ piece, state }: Batch, left: Seconds): BegunBatch => ({
  requests: Array.from(piece.subarray(0, state.pieces)),
  left,
})

/**
 * Prompts and answers side by side: two lanes on one instance, each with a share of its accelerators. A lane begins its next iteration as
 * soon as its own has ended, and is slowed by the other while that has one too.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { Lane } from '../../contracts/placement.ts'
import { Phase, type RequestId, type RequestList } from '../../contracts/request.ts'
import type { Batch } from '../../core/batch.ts'
import { once } from '../../core/hooks.ts'
import type { Instance } from '../../core/instance.ts'
import { planBatch, rest, tidy } from '../../core/iteration.ts'
import { keep, type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { sideBySide } from './account.ts'
import { granted } from './grants.ts'
import { controlLanes, noteEnd, noteFirstToken, recordShares, takeShares } from './lane-control.ts'
import { createLaneState, type Lanes, lanesState, shareTracks } from './state.ts'

export const lanes: Mechanism = {
  id: 'lanes',
  account: sideBySide,
  install(cluster, { hardware }) {
    if (!hardware.pools.some(({ partition }) => partition)) return null
    const own: Lanes = {
      cluster,
      states: cluster.instances.map((instance) => cluster.memory.object(createLaneState(instance))),
      counts: cluster.memory.object({ answers: 0, waited: 0, moved: 0 }),
    }
    const control = hardware.pools.find(({ partition }) => partition?.control)?.partition?.control
    return {
      state: keep(lanesState, own),
      tracks: ownTracks(shareTracks, (recorder, rows) =>
        cluster.instances.map(({ index, pool }) => {
          if (!pool.partition) return null
          const title = `Shares of the lanes${cluster.instances.length > 1 ? `, instance ${index}` : ''}`
          return recorder.level({
            ...{ id: `shares/${index}`, title, unit: 'fraction', series: ['prefill', 'decode'], budget: rows },
          })
        }),
      ),
      hooks: {
        beginning(instance, now) {
          if (!instance.pool.partition) return false
          takeShares(own, instance, now)
          startLanes(own, instance, now)
          return true
        },
        timing: (instance, batch, time) => time / speedOf(own, instance, batch),
        answering: (instance, request, now) => noteFirstToken(own, instance, request, now),
        ending(request, phase, now) {
          if (phase === Phase.finished) noteEnd(own, request, now)
        },
        marking: (instance, now) => {
          for (const each of instance === null ? cluster.instances : [instance]) recordShares(own, each, now)
        },
      },
      controllers: control
        ? [{ turn: 1, interval: () => control.interval, act: once((now) => controlLanes(own, now)) }]
        : [],
    }
  },
}

function startLanes(own: Lanes, instance: Instance, now: Seconds): void {
  const { cluster } = own
  const { batches } = instance
  tidy(cluster, instance, now)
  let begins = false
  if (!batches[Lane.prefill].state.inFlight && planPrompts(own, instance, now)) begins = true
  if (!batches[Lane.decode].state.inFlight) {
    if (planBatch(cluster, instance, batches[Lane.decode], now, Lane.decode)) begins = true
  }
  // A stream that gave way has left room that prompts did not see.
  if (instance.isIdle) begins = planPrompts(own, instance, now)
  if (!begins) rest(cluster, instance, now)
}

function planPrompts(own: Lanes, instance: Instance, now: Seconds): boolean {
  const { cluster } = own
  const view = cluster.roles.views[instance.index]
  const grants = instance.pool.partition?.grants ?? null
  if (grants !== null) view.offered = listOf(granted(own, grants, instance, now))
  const begins = planBatch(cluster, instance, instance.batches[Lane.prefill], now, Lane.prefill)
  view.offered = null
  return begins
}

const listOf = (rows: readonly RequestId[]): RequestList => ({ length: rows.length, at: (i) => rows[i] })

/** Of a batch on its lane, relative to the whole instance; 1 where there are no lanes. */
function speedOf({ states }: Lanes, { pool, batches, index }: Instance, batch: Batch): number {
  if (!pool.partition) return 1
  const { prefillShare, decodeShare } = states[index]
  const lane = batch === batches[Lane.prefill] ? Lane.prefill : Lane.decode
  const isOtherBusy = batches[1 - lane].state.inFlight
  const own = lane === Lane.prefill ? prefillShare : decodeShare
  // Shares of more than the whole are the whole's parts while both lanes run.
  const sum = isOtherBusy ? Math.max(1, prefillShare + decodeShare) : 1
  return pool.partition.speed(lane, own / sum, isOtherBusy)
}

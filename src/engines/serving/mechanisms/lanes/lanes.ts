/**
 * Prompts and answers side by side: two lanes on one instance, each with a share of its accelerators. A lane begins its next iteration as
 * soon as its own has ended, and is slowed by the other while that has one too.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { Lane } from '../../contracts/placement.ts'
import { Phase } from '../../contracts/request.ts'
import type { Batch } from '../../core/batch.ts'
import type { Cluster } from '../../core/cluster.ts'
import { once } from '../../core/hooks.ts'
import type { Instance } from '../../core/instance.ts'
import { planBatch, rest, tidy } from '../../core/iteration.ts'
import { type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { controlLanes, type Lanes, noteEnd, noteFirstToken, recordShares, takeShares } from './lane-control.ts'
import { createLaneState, shareTracks } from './state.ts'

export const lanes: Mechanism = {
  id: 'lanes',
  install(cluster, { hardware }) {
    if (!hardware.pools.some(({ partition }) => partition)) return null
    const own: Lanes = {
      cluster,
      states: cluster.instances.map((instance) => cluster.memory.object(createLaneState(instance))),
    }
    const control = hardware.pools.find(({ partition }) => partition?.control)?.partition?.control
    return {
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
          startLanes(cluster, instance, now)
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

function startLanes(cluster: Cluster, instance: Instance, now: Seconds): void {
  tidy(cluster, instance, now)
  let begins = false
  for (const lane of [Lane.prefill, Lane.decode]) {
    const batch = instance.batches[lane]
    if (!batch.state.inFlight && planBatch(cluster, instance, batch, now, lane)) begins = true
  }
  // A stream that gave way has left room that prompts did not see.
  if (instance.isIdle) begins = planBatch(cluster, instance, instance.batches[Lane.prefill], now, Lane.prefill)
  if (!begins) rest(cluster, instance, now)
}

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

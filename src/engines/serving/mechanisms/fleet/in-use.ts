/** How much of a cluster is on: instances of a fleet may be switched off for a while, all others are there throughout. */
import type { Seconds } from '../../../../kernel/units.ts'
import { Standing } from '../../contracts/placement.ts'
import type { Cluster } from '../../core/cluster.ts'
import { stateOf } from '../../core/mechanism.ts'
import { devicesOf } from '../../set-up/hardware.ts'
import { type FleetState, fleetState } from './state.ts'

/** Accelerators in use on average since the warm-up: those of instances that were switched off count only while they were on. */
export function acceleratorsInUse(cluster: Cluster, now: Seconds): number {
  const fleet = stateOf(cluster, fleetState)
  const span = now - cluster.setup.horizon.warmUp
  let devices = 0
  for (const { state, pool, index } of cluster.instances) {
    const mine = fleet?.states[index] ?? null
    const rests = mine !== null && state.standing === Standing.rests ? restOf(cluster, mine, now) : 0
    const rested = (mine?.rested ?? 0) + rests
    devices += devicesOf(pool) * (rested > 0 && span > 0 ? Math.max(0, 1 - rested / span) : 1)
  }
  return devices
}

/** Σ over instances of the time in which they were not switched off. A dead one is on: it is there, and does nothing. */
export function timeOn(cluster: Cluster, now: Seconds): Seconds {
  const fleet = stateOf(cluster, fleetState)
  return cluster.instances.reduce((sum, { state, index }) => {
    const mine = fleet?.states[index]
    if (mine === undefined) return sum + now
    return sum + now - mine.off - (state.standing === Standing.rests ? now - mine.restsSince : 0)
  }, 0)
}

/** Time of the rest that lasts, the warm-up left out. */
export const restOf = ({ setup }: Cluster, { restsSince }: FleetState, now: Seconds): Seconds =>
  Math.max(0, now - Math.max(restsSince, setup.horizon.warmUp))

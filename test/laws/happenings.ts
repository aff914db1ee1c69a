/**
 * What an engine can do to a request, counted over finished runs: laws are only as good as the documents they are tried on.
 */
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { flightsState } from '../../src/engines/serving/flights/state.ts'
import { expertState } from '../../src/engines/serving/mechanisms/experts/state.ts'
import { fleetState } from '../../src/engines/serving/mechanisms/fleet/state.ts'
import { gatewayState } from '../../src/engines/serving/mechanisms/gateway/state.ts'
import { migrationState } from '../../src/engines/serving/mechanisms/migration/state.ts'
import { speculationState } from '../../src/engines/serving/mechanisms/speculation/state.ts'
import { streamingState } from '../../src/engines/serving/mechanisms/streaming-contexts/state.ts'
import { swappingState } from '../../src/engines/serving/mechanisms/swapping/state.ts'
import type { LawRun } from './runs.ts'

export type Happenings = Record<string, number>

/** Nothing has happened yet. */
export const nothingHappened = (): Happenings => ({
  'preempt by recompute': 0,
  'preempt by swap': 0,
  'evict blocks': 0,
  'hit prefixes': 0,
  'verify drafts': 0,
  'route to experts': 0,
  'hand KV over': 0,
  'run lanes': 0,
  'move requests': 0,
  'refuse requests': 0,
  'stream contexts': 0,
  'change the fleet': 0,
  'run pipelines': 0,
  'run data-parallel ranks': 0,
  'kill an instance': 0,
  'apply a patch': 0,
  'reject requests': 0,
  'cut answers': 0,
  'lose patience': 0,
  'time out': 0,
  'stop at a time limit': 0,
  'leave nobody to serve': 0,
})

/** Counts what happened in a run that has ended. */
export function countHappenings(happenings: Happenings, { cluster, simulation }: LawRun): void {
  const count = (what: string, happened: boolean): void => {
    if (happened) happenings[what]++
  }
  const { totals, instances, pools, requests } = cluster
  const [placement] = pools
  const swaps = stateOf(cluster, swappingState)?.counts.outs ?? 0
  const ranks = instances.flatMap(({ kv }) => kv.ranks)
  count('preempt by recompute', totals.preemptions > swaps)
  count('preempt by swap', swaps > 0)
  count(
    'evict blocks',
    ranks.some(({ pool }) => pool.evicted > 0),
  )
  count(
    'hit prefixes',
    ranks.some(({ hits }) => hits.tokens > 0),
  )
  count('verify drafts', (stateOf(cluster, speculationState)?.counts.rounds ?? 0) > 0)
  count('route to experts', (stateOf(cluster, expertState)?.iterations ?? 0) > 0)
  count('hand KV over', (stateOf(cluster, flightsState)?.counts.transfers ?? 0) > 0)
  count('move requests', (stateOf(cluster, migrationState)?.counts.begun ?? 0) > 0)
  count('refuse requests', (stateOf(cluster, gatewayState)?.state.refusals ?? 0) > 0)
  count(
    'stream contexts',
    stateOf(cluster, streamingState)?.completeAt.at.some((at, i) => at > requests.arrival[i]) ?? false,
  )
  count('change the fleet', (stateOf(cluster, fleetState)?.counts.changes ?? 0) > 0)
  count('run lanes', placement.partition !== undefined)
  count('run pipelines', placement.pipeline > 1)
  count('run data-parallel ranks', placement.data > 1)
  count(
    'kill an instance',
    instances.some(({ state }) => state.life > 0),
  )
  count('apply a patch', simulation.checkpoint().patches > 0)
  count('reject requests', totals.rejected > 0)
  count('cut answers', totals.truncated > 0)
  count('lose patience', totals.cancelled > 0)
  count('time out', totals.timedOut > 0)
  const { ending } = simulation.summary()
  count('stop at a time limit', ending === 'time-limit' || ending === 'overloaded')
  count('leave nobody to serve', ending === 'stranded')
}

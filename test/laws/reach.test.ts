/**
 * The laws are only as good as the documents they are tried on: among a few hundred of these everything that an engine can do to a
 * request happens, and every knob and algorithm is drawn.
 */

import { describe, expect, it } from 'vitest'
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { flightsState } from '../../src/engines/serving/flights/state.ts'
import { expertState } from '../../src/engines/serving/mechanisms/experts/state.ts'
import { fleetState } from '../../src/engines/serving/mechanisms/fleet/state.ts'
import { gatewayState } from '../../src/engines/serving/mechanisms/gateway/state.ts'
import { migrationState } from '../../src/engines/serving/mechanisms/migration/state.ts'
import { speculationState } from '../../src/engines/serving/mechanisms/speculation/state.ts'
import { streamingState } from '../../src/engines/serving/mechanisms/streaming-contexts/state.ts'
import { swappingState } from '../../src/engines/serving/mechanisms/swapping/state.ts'
import { encode } from '../../src/experiment/link.ts'
import { holdsFor } from './documents.ts'
import { knobs, picks } from './knobs.ts'
import { finish, startedArms } from './runs.ts'

describe('random documents', () => {
  it('make everything happen, many times', () => {
    const runs = {
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
    }
    const count = (what: keyof typeof runs, happened: boolean): void => {
      if (happened) runs[what]++
    }
    holdsFor(1100, (document) => {
      for (const run of startedArms(document)) {
        const { cluster, simulation } = finish(run)
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
    })
    for (const [what, times] of Object.entries(runs)) expect(times, what).toBeGreaterThanOrEqual(5)
  })

  it('know every knob and algorithm of the description', () => {
    expect(knobs.length).toBeGreaterThan(100)
    expect(picks.length).toBeGreaterThan(60)
    // each algorithm of each role is picked in some link; those of nested choices come with their parents
    const links: string[] = []
    holdsFor(1500, (document) => {
      links.push(encode(document), JSON.stringify(document))
    })
    const said = links.join('\n')
    const ids = picks.map(({ picks: path }) => path[path.length - 1][1])
    const unsaid = ids.filter((id) => !said.includes(`"${id}"`) && !said.includes(`=${id}`))
    // what a document does not say is the default
    const defaults = [
      'h100-sxm',
      'llama-3.1-8b',
      'aggregated',
      'chunked-prefill',
      'whole-prompt',
      'round-robin',
      'block-lru',
      'skewed',
      'kv-transfer',
      'every-position',
    ]
    expect(unsaid.filter((id) => !defaults.includes(id))).toEqual([])
  })
})

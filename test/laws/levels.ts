/** What the tracks of an instance say at a moment, held against what is on it. */

import { Phase } from '../../src/engines/serving/contracts/request.ts'
import type { Instance } from '../../src/engines/serving/core/instance.ts'
import { stateOf } from '../../src/engines/serving/core/mechanism.ts'
import { tracksOf } from '../../src/engines/serving/core/recording.ts'
import { gatewayState } from '../../src/engines/serving/mechanisms/gateway/state.ts'
import { shareTracks } from '../../src/engines/serving/mechanisms/lanes/state.ts'
import type { LawRun } from './runs.ts'

function levelsOf({ cluster }: LawRun, { index }: Instance) {
  const { kv, batch, queue, iteration } = cluster.recording.instances[index]
  const shares = tracksOf(cluster.recording, shareTracks)?.[index] ?? null
  const [used, prompts, cached] = kv.value
  const queued = queue.value.reduce((sum, length) => sum + length, 0)
  return {
    ...{ used: used + prompts, cached, queued },
    batch: batch.value[0] + batch.value[1],
    iteration: iteration.value[0],
    shares: shares === null ? 0 : shares.value[0] + shares.value[1],
  }
}

/** Living requests, by instance and for those at the gateway (−1). */
function livingOf({ cluster }: LawRun): Map<number, number> {
  const { requests } = cluster
  const living = new Map<number, number>()
  for (let request = 0; request < requests.count; request++) {
    if (requests.phase[request] >= Phase.finished) continue
    const at = requests.instance[request]
    living.set(at, (living.get(at) ?? 0) + 1)
  }
  return living
}

/**
 * Every living request is counted once, on its instance or at the gateway; batches are those under way; a dead instance shows nothing.
 * Returns how many instances were dead, and how many had several iterations under way.
 */
export function expectLevelsTrue(run: LawRun): { readonly dead: number; readonly several: number } {
  const { cluster, simulation } = run
  const seen = { dead: 0, several: 0 }
  // Plans come last at their time: until then levels are those of the moment before.
  if (cluster.queue.nextTime === simulation.now) return seen
  const living = livingOf(run)
  same(stateOf(cluster, gatewayState)?.state.rows.length ?? 0, living.get(-1) ?? 0, 'waiting at the gateway')
  for (const instance of cluster.instances) {
    const levels = levelsOf(run, instance)
    same(levels.queued, living.get(instance.index) ?? 0, 'requests in the queue')
    const batches = instance.batches.filter(({ state }) => state.inFlight)
    const tokens = batches.reduce((sum, batch) => sum + batch.tokens, 0)
    same(levels.batch, tokens, 'tokens in the batch')
    if (batches.length > 1) seen.several++
    if (instance.state.alive) continue
    seen.dead++
    for (const [name, level] of Object.entries(levels)) same(level, 0, `${name} of a dead instance`)
  }
  return seen
}

/** Where everybody has ended nothing is left, but for what a prefix cache keeps and the shares that lanes have. */
export function expectLevelsClosed(run: LawRun): void {
  for (const instance of run.cluster.instances) {
    const { cached: _, shares: __, ...levels } = levelsOf(run, instance)
    for (const [name, level] of Object.entries(levels)) same(level, 0, `${name} at the end`)
  }
}

/** Asked some 100,000 times: an assertion that holds builds no words. */
function same(level: number, truth: number, what: string): void {
  if (level !== truth) throw new Error(`${what}: the track says ${level}, and it is ${truth}`)
}

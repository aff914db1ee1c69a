/** Who holds each KV block of an instance now, rank after rank: read out of block tables, never recorded. */

import type { Seconds } from '../../../kernel/units.ts'
import type { BlockMap } from '../asked.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'
import type { Past } from '../core/past.ts'
import { goTo } from './look-again.ts'

const states = ['free', 'cached', 'prefill', 'decode', 'shared'] as const
const State = { free: 0, cached: 1, prefill: 2, decode: 3, shared: 4 } as const

/** Null of a time that is not known, or an instance that is not there. */
export function blocksAt(past: Past, at: Seconds, instance: number): BlockMap | null {
  if (at < 0 || at > past.now || past.cluster.instances[instance] === undefined) return null
  const twin = past.twinBefore(at)
  goTo(twin, at)
  return blockMap(twin.cluster, instance, at)
}

/** The cluster stands at `at`. Throws where there is no such instance. */
function blockMap(cluster: Cluster, index: number, at: Seconds): BlockMap {
  const { requests, instances } = cluster
  const { kv } = instances[index]
  const perRank = kv.totalBlocks
  const total = perRank * kv.ranks.length
  const state = new Uint8Array(total)
  const owner = new Int32Array(total).fill(-1)
  const holders = new Int32Array(total)
  for (let request = 0; request < requests.count; request++) {
    if (requests.instance[request] !== index || requests.phase[request] >= Phase.finished) continue
    const rank = kv.of(request)
    const first = kv.ranks.indexOf(rank) * perRank
    for (const block of rank.blocksOf(request)) {
      const place = first + block
      if (holders[place]++ === 0) owner[place] = request
      if (holders[place] > 1) state[place] = State.shared
      else state[place] = requests.phase[request] === Phase.prefill ? State.prefill : State.decode
    }
  }
  for (const [r, rank] of kv.ranks.entries()) {
    for (const block of rank.pool.idleBlocks()) state[r * perRank + block] = State.cached
  }
  return {
    at,
    instance: index,
    blockTokens: kv.blockTokens,
    bytesPerBlock: cluster.blockBytes,
    state,
    states,
    owner,
    holders,
  }
}

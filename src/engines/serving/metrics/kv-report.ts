/** What became of the KV caches of a run: how full they got, what they found again, and what they lost. */
import type { Cluster } from '../core/cluster.ts'
import { stateOf } from '../core/mechanism.ts'
import { swappingState } from '../mechanisms/swapping/state.ts'
import { whyNoHits } from './prefix-hits.ts'

export type KvReport = ReturnType<typeof kvReport>

export function kvReport(cluster: Cluster) {
  const { instances, totals } = cluster
  let hitTokens = 0
  let askedTokens = 0
  let hitBlocks = 0
  let askedBlocks = 0
  let evicted = 0
  let peak = 0
  const misses = { sharing: 0, longest: 0, whole: 0, uncomputed: 0 }
  for (const { kv, state } of instances) {
    peak = Math.max(peak, state.kvPeak / kv.capacityTokens)
    for (const rank of kv.ranks) {
      hitTokens += rank.hits.tokens
      askedTokens += rank.hits.asked
      hitBlocks += rank.hits.blocks
      askedBlocks += rank.hits.askedBlocks
      evicted += rank.pool.evicted
      const { sharing, longest, whole, uncomputed } = rank.prefixMisses
      misses.sharing += sharing
      misses.longest = Math.max(misses.longest, longest)
      misses.whole += whole
      misses.uncomputed += uncomputed
    }
  }
  const swaps = stateOf(cluster, swappingState)?.counts
  const [first] = instances[0].kv.ranks
  const prefixWhyNone = whyNoHits({
    ...misses,
    ...{ asked: askedTokens, found: hitTokens, keeps: first.publishes, blockTokens: first.blockTokens, evicted },
    caches: instances.reduce((sum, { kv }) => sum + kv.ranks.length, 0),
  })
  return {
    capacityTokens: instances.reduce((sum, { kv }) => sum + kv.capacityTokens, 0),
    peak,
    preemptions: totals.preemptions,
    swapOuts: swaps?.outs ?? 0,
    swapBytes: swaps?.bytes ?? 0,
    prefixHitRate: askedTokens > 0 ? hitTokens / askedTokens : 0,
    prefixHitTokens: hitTokens,
    prefixAskedTokens: askedTokens,
    prefixHitRateBlocks: askedBlocks > 0 ? hitBlocks / askedBlocks : 0,
    evictedBlocks: evicted,
    /** Why nothing was found; absent where something was, or nothing asked for. */
    ...(prefixWhyNone !== null && { prefixWhyNone }),
  }
}

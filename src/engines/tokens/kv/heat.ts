/** Attention that entries have received, and which of them stay for it. */
import type { AttentionSite } from '../contracts/attention.ts'
import type { KvEntries } from '../contracts/cache.ts'

/** Adds what a row of a head paid attention to. Query heads of a group share their entries, and so their heat. */
export function addHeat(cache: KvEntries, { entry, count, weights }: AttentionSite): void {
  for (let i = 0; i < count; i++) cache.heat[entry + i] += weights[i]
}

/** Keeps the `count` hottest entries of a head among those that `isOld`, and all others. Ties: the newer stays. */
export function keepHottest(
  cache: KvEntries,
  { layer, kvHead }: { readonly layer: number; readonly kvHead: number },
  count: number,
  isOld: (entry: number) => boolean,
): void {
  const list = cache.list(layer, kvHead)
  const base = list * cache.capacity
  const old = Array.from({ length: cache.counts[list] }, (_, i) => base + i).filter(isOld)
  if (old.length <= count) return
  const kept = new Set(old.sort((a, b) => cache.heat[b] - cache.heat[a] || b - a).slice(0, count))
  cache.evict(layer, kvHead, (entry) => kept.has(entry) || !isOld(entry))
}

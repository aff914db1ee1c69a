/** Rounds whole entries of a cache, key and value, each token by itself: the plainest quantised cache. */
import type { KvEntries } from '../contracts/cache.ts'
import { BOUNDS_BITS, roundGroup } from './round-group.ts'

/** Entries of tokens from place `from` on that are not rounded yet. */
export function roundEntries({
  bits,
  from,
}: {
  readonly bits: number
  readonly from: number
}): (cache: KvEntries) => void {
  return (cache) => {
    const { headDim } = cache.shape
    cache.groupBits = { key: BOUNDS_BITS, value: BOUNDS_BITS }
    for (let list = 0; list < cache.counts.length; list++) {
      const base = list * cache.capacity
      for (let entry = base + cache.counts[list] - 1; entry >= base && cache.place[entry] >= from; entry--) {
        if (cache.keyBits[entry] <= bits) continue
        roundGroup(cache.keys, entry * headDim, 1, headDim, bits)
        roundGroup(cache.values, entry * headDim, 1, headDim, bits)
        cache.keyBits[entry] = bits
        cache.keyGroup[entry] = cache.place[entry]
        cache.valueBits[entry] = bits
      }
    }
  }
}

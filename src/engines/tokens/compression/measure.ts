/** What a cache weighs, bounds of rounded groups included. */
import { FULL_BITS, type KvCache } from '../model/kv-cache.ts'
import type { FormatPolicy } from './formats/format.ts'

export interface KvWeight {
  /** Entries of all heads of all layers, and bits they take. */
  readonly entries: number
  readonly bits: number
  /** Bits a number, metadata included; what was evicted counts as nothing. */
  readonly bitsPerElement: number
}

export function weighCache(cache: KvCache, { metadataBits }: FormatPolicy): KvWeight {
  const { headDim } = cache.shape
  let entries = 0
  let bits = 0
  for (let list = 0; list < cache.counts.length; list++) {
    const base = list * cache.capacity
    for (let entry = base; entry < base + cache.counts[list]; entry++) {
      const { [entry]: key } = cache.keyBits
      const { [entry]: value } = cache.valueBits
      bits += headDim * (key + value)
      if (key < FULL_BITS) bits += metadataBits.key
      if (value < FULL_BITS) bits += metadataBits.value
      entries++
    }
  }
  return { entries, bits, bitsPerElement: entries === 0 ? 0 : bits / (entries * headDim * 2) }
}

/** What a cache weighs, bounds of rounded groups included: whole as long as one entry of the group needs them. */
import type { KvEntries } from '../contracts/cache.ts'
import { FULL_BITS } from '../model/kv-cache.ts'

export interface KvWeight {
  /** Entries of all heads of all layers, and bits they take. */
  readonly entries: number
  readonly bits: number
  /** Bits a number, metadata included; what was evicted counts as nothing. */
  readonly bitsPerElement: number
}

export function weighCache(cache: KvEntries): KvWeight {
  const { keyBits, valueBits, keyGroup, groupBits, counts, capacity, shape } = cache
  const { headDim } = shape
  let entries = 0
  let bits = 0
  for (let list = 0; list < counts.length; list++) {
    const base = list * capacity
    const end = base + counts[list]
    // Entries of a group stand together, whoever of them is left.
    let weighed = -1
    for (let entry = base; entry < end; entry++) {
      bits += headDim * (keyBits[entry] + valueBits[entry])
      if (valueBits[entry] < FULL_BITS) bits += groupBits.value
      if (keyBits[entry] === FULL_BITS || keyGroup[entry] === weighed) continue
      weighed = keyGroup[entry]
      bits += groupBits.key
    }
    entries += counts[list]
  }
  return { entries, bits, bitsPerElement: entries === 0 ? 0 : bits / (entries * headDim * 2) }
}

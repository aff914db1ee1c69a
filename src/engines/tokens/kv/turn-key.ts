/** Rotates keys of a cache anew, where what stands before their rotation has changed. */
import type { KvEntries } from '../contracts/cache.ts'
import { type RopeTable, rotate } from '../model/rope.ts'

export const turnKeysOf =
  (cache: KvEntries, rope: RopeTable) =>
  (entry: number): void => {
    const { headDim } = cache.shape
    const at = entry * headDim
    rotate({ x: cache.keys, at, from: cache.rawKeys, fromAt: at }, headDim, rope, cache.position[entry])
  }

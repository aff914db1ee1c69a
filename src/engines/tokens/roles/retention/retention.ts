/** Which entries of the cache stay: asked after prefill and after every round. */
import type * as z from 'zod'
import type { KvCache } from '../../model/kv-cache.ts'
import type { AttentionSite } from '../../model/transformer.ts'

export interface RetentionDefinition<Knobs extends z.ZodType = z.ZodType> {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly source?: string
  readonly knobs: Knobs
  create(knobs: z.output<Knobs>): RetentionPolicy
}

export interface RetentionPolicy {
  /** Sees every head's probabilities, for policies that judge by attention. */
  readonly watch?: (cache: KvCache, site: AttentionSite) => void
  settle(cache: KvCache, phase: 'prefill' | 'decode'): void
}

export const defineRetention = <Knobs extends z.ZodType>(
  definition: RetentionDefinition<Knobs>,
): RetentionDefinition<Knobs> => definition

/** Adds what a row of a head paid attention to. Query heads of a group share their entries, and so their heat. */
export function addHeat(cache: KvCache, { entry, count, weights }: AttentionSite): void {
  for (let i = 0; i < count; i++) cache.heat[entry + i] += weights[i]
}

/** Keeps the `count` hottest entries of a head among those that `isOld`, and all others. Ties: the newer stays. */
export function keepHottest(
  cache: KvCache,
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

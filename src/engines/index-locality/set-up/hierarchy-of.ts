/** Caches and times as the engine needs them: lines and seconds of what a person says in KiB and ns. */
import { ns } from '../../../kernel/units.ts'
import type { HierarchySize, LevelSize } from '../memory/hierarchy.ts'
import type { LocalitySetup } from './schema.ts'

export interface CacheFigures extends HierarchySize {
  readonly lineCells: number
  readonly operation: number
}

export function hierarchyOf({ cache, latency }: LocalitySetup): CacheFigures {
  const line = Number.parseInt(cache.line, 10) // '64-bytes': a word, since links keep numbers and words apart
  const level = (kib: number, ways: number): LevelSize => ({ lines: Math.max(ways, (kib * 1024) / line), ways })
  return {
    l1: level(cache.l1, cache.l1Ways),
    l2: level(cache.l2, cache.l2Ways),
    last: cache.last === 0 ? null : level(cache.last, cache.lastWays),
    // In the order of `sources`.
    latency: [latency.l1, latency.l2, latency.last, latency.core, latency.memory].map(ns),
    lineCells: line / 8,
    operation: ns(latency.operation),
  }
}

/** Evicts what is neither among the first tokens nor among the last. */
import type { KvEntries } from '../contracts/cache.ts'

export interface Window {
  /** Last tokens kept, and first. */
  readonly window: number
  readonly first: number
  /** Whether the learned sink stays; a plain window forgets it, since it stands before the first token. */
  readonly keepsSink: boolean
}

export function keepWindow(cache: KvEntries, { window, first, keepsSink }: Window): void {
  const oldest = cache.length - window
  if (oldest <= first) return
  for (let layer = 0; layer < cache.shape.layers; layer++) {
    for (let kvHead = 0; kvHead < cache.shape.kvHeads; kvHead++)
      cache.evict(layer, kvHead, (entry) => cache.place[entry] < first || cache.place[entry] >= oldest)
    if (!keepsSink) cache.hasSink[layer] = 0
  }
}

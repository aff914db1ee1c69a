/** The first tokens and the last: what a row sees of them, and what is evicted once no row will. */
import type { KvEntries } from '../contracts/cache.ts'
import type { Sight } from '../contracts/retention.ts'

export interface Window {
  /** Last tokens kept, and first. */
  readonly window: number
  readonly first: number
  /** Whether the learned sink stays; a plain window forgets it, since it stands before the first token. */
  readonly keepsSink: boolean
}

/** A row sees so many tokens before it, and itself. */
export function windowSight({ window, first, keepsSink }: Window): Sight {
  return {
    sees: (row, entry) => entry < first || entry >= row - window,
    hasSink: (row) => keepsSink || row - window <= first,
  }
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

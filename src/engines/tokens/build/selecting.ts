/** Asks a rule of selection for every row and KV head, hides what it does not read, and books what finding it took. */
import type { AttentionSite, Seams } from '../contracts/attention.ts'
import type { Sees } from '../contracts/definition.ts'
import type { Select, SelectSite } from '../contracts/select.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Transformer } from '../model/transformer.ts'
import { visibleScores } from './oracle-boundary.ts'

interface SelectingParts {
  readonly target: Transformer
  readonly cache: KvCache
  readonly definition: { readonly id: string; readonly sees?: readonly Sees[] }
}

/** `isExempt`: rows that read everything, as those of a prompt do. */
export function selecting(
  select: Select,
  { target, cache, definition }: SelectingParts,
  isExempt: (position: number) => boolean,
): NonNullable<Seams['mask']> {
  const { meter, shape } = target
  const { headDim } = shape
  const heads = shape.heads / shape.kvHeads
  const scale = 1 / Math.sqrt(headDim)
  /** By list: last place that its index knows, the pass in which that was, and the pass in which the index was read last. */
  const known = new Int32Array(cache.counts.length)
  const indexed = new Int32Array(cache.counts.length)
  const found = new Int32Array(cache.counts.length)
  let at: AttentionSite | null = null
  const queryAt = (head: number): number => {
    if (at === null) return 0
    return (at.row * shape.heads + at.kvHead * heads + head) * headDim
  }
  const site: SelectSite = {
    ...{ layer: 0, kvHead: 0, list: 0, position: 0, count: 0, heads },
    isSeen: new Uint8Array(cache.capacity),
    isRead: new Uint8Array(cache.capacity),
    placeOf: (entry) => cache.place[site.list * cache.capacity + entry],
    queryOf: (head, d) => target.queries[queryAt(head) + d],
    scoreOf: visibleScores((head, entry) => {
      const q = queryAt(head)
      const k = (site.list * cache.capacity + entry) * headDim
      let sum = 0
      for (let d = 0; d < headDim; d++) sum += target.queries[q + d] * cache.keys[k + d]
      return sum * scale
    }, definition),
  }
  const ask = (given: AttentionSite): void => {
    const list = cache.list(given.layer, given.kvHead)
    Object.assign(site, { layer: given.layer, kvHead: given.kvHead, list })
    Object.assign(site, { position: given.position, count: given.count })
    for (let i = 0; i < given.count; i++) site.isSeen[i] = given.weights[i] === Number.NEGATIVE_INFINITY ? 0 : 1
    site.isRead.fill(0, 0, given.count)
    const last = site.placeOf(cache.counts[list] - 1)
    if (indexed[list] !== meter.pass || known[list] !== last) select.index?.(cache, list)
    indexed[list] = meter.pass
    known[list] = last
    const bits = select.choose(site)
    // All rows of a pass go through an index that is read once.
    if (found[list] !== meter.pass) meter.indexBits += bits
    found[list] = meter.pass
  }
  return (given) => {
    if (isExempt(given.position)) return
    at = given
    // Query heads of a group come one after another, and read the same entries.
    if (given.head % heads === 0) ask(given)
    for (let i = 0; i < given.count; i++) if (site.isRead[i] === 0) given.weights[i] = Number.NEGATIVE_INFINITY
  }
}

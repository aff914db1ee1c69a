/**
 * Top blocks: of every block of entries the smallest and largest key is kept, channel by channel; no key of it can score higher than
 * these bounds let it, and the blocks that could score highest are read.
 *
 * The bounds of all blocks are read for every token: two keys a block, which is what finding costs. A block counts once all its tokens
 * stand before the newest ones, so that a draft sees the blocks that its tokens would see one by one.
 *
 * Source: Quest (Tang et al. 2024). Its first two layers are read whole; a knob says how many are here. Query heads that share their
 * keys choose together, by the sum of their bounds.
 */
import * as z from 'zod'
import { amount, rank } from '../../../../kernel/decision.ts'
import type { KvEntries } from '../../contracts/cache.ts'
import { defineSelect, type SelectSite } from '../../contracts/select.ts'
import { budgetKnobs, countSeen, readAll, readAlways } from '../../kv/read-budget.ts'
import { MOST_ROWS } from '../../model/bench.ts'

/** Bits of a number of the bounds. */
const BOUND_BITS = 16

const decisions = {
  /** The higher a block could score, the sooner it is read. */
  worth: rank((bound: number, _block: number) => -bound),
  /** Blocks that are read, of what the budget leaves. */
  blocks: amount((left: number, block: number) => left / block),
}

export const topBlocks = defineSelect({
  id: 'top-blocks',
  role: 'select',
  title: 'Top blocks',
  help: 'Reads the blocks whose smallest and largest keys promise most attention; their bounds are read to find out.',
  source: 'Quest (Tang et al. 2024)',
  knobs: z.strictObject({
    ...budgetKnobs,
    block: z.int().min(2).max(64).default(8).meta({
      label: 'Block',
      unit: 'tokens',
      help: 'Longer blocks have fewer bounds to read, and bring more beside what was looked for.',
    }),
    wholeLayers: z.int().min(0).max(4).default(1).meta({
      label: 'Layers read whole',
      unit: 'layers',
      help: 'The first layers look everywhere, and lose most by reading less.',
      level: 'advanced',
    }),
  }),
  decisions,
  create({ budget, first, recent, block, wholeLayers }) {
    const lists = new Map<number, Bounds>()
    return {
      begin: () => lists.clear(),
      index(cache, list) {
        const bounds = lists.get(list) ?? new Bounds(cache, block, first)
        lists.set(list, bounds)
        bounds.update(cache, list)
      },
      choose(site) {
        const bounds = lists.get(site.list)
        if (bounds === undefined || site.layer < wholeLayers || countSeen(site) <= budget) {
          readAll(site)
          return 0
        }
        const until = Math.floor((site.position - recent) / block)
        const read = readAlways(site, (place) => place < first || place >= until * block)
        const found = bounds.blocksBefore(until)
        const most = Math.max(0, Math.floor(decisions.blocks(budget - read, block)))
        bounds.ask(site)
        const best = found
          .map((number) => ({ number, rank: decisions.worth(bounds.highest(number), number) }))
          .sort((a, b) => a.rank - b.rank || b.number - a.number)
          .slice(0, most)
        const chosen = new Set(best.map(({ number }) => number))
        readAlways(site, (place) => chosen.has(Math.floor(place / block)))
        return found.length * 2 * bounds.headDim * BOUND_BITS
      },
    }
  },
})

/** Smallest and largest key of each block of a list, by the block's number: places [number × block, (number + 1) × block). */
class Bounds {
  readonly headDim: number
  private readonly block: number
  /** Entries of tokens before this place are read always, and bound nothing. */
  private readonly first: number
  private readonly low: Float32Array
  private readonly high: Float32Array
  /** By block: entries that it had, and the bits of their keys, when its bounds were made. */
  private readonly entries: Int32Array
  private readonly bits: Int32Array
  private count = 0
  /** (query heads, headDim). */
  private queries = new Float32Array(0)

  constructor({ capacity, shape }: KvEntries, block: number, first: number) {
    const blocks = Math.ceil(capacity / block)
    this.headDim = shape.headDim
    this.block = block
    this.first = first
    this.low = new Float32Array(blocks * shape.headDim)
    this.high = new Float32Array(blocks * shape.headDim)
    this.entries = new Int32Array(blocks)
    this.bits = new Int32Array(blocks)
  }

  /** Blocks that begin before block `until` and hold something. */
  blocksBefore(until: number): readonly number[] {
    const found: number[] = []
    for (let number = 0; number < Math.min(until, this.count); number++)
      if (this.entries[number] > 0) found.push(number)
    return found
  }

  update({ keys, keyBits, place, counts, capacity }: KvEntries, list: number): void {
    const base = list * capacity
    const end = base + counts[list]
    let at = base
    while (at < end && place[at] < this.first) at++
    const blocks = end > at ? Math.floor(place[end - 1] / this.block) + 1 : 0
    // Keys of a draft that was rolled back may have stood in the last places; further back only rounding or eviction change keys.
    const settled = Math.floor((blocks * this.block - MOST_ROWS) / this.block) - 1
    for (let number = 0; number < blocks; number++) {
      const from = at
      let bits = 0
      for (; at < end && place[at] < (number + 1) * this.block; at++) bits += keyBits[at]
      if (this.entries[number] === at - from && this.bits[number] === bits && number < settled) continue
      this.entries[number] = at - from
      this.bits[number] = bits
      this.measure(number, keys, from, at)
    }
    this.count = blocks
  }

  /** Takes the query heads that blocks are ranked for. */
  ask({ heads, queryOf }: SelectSite): void {
    const { headDim } = this
    if (this.queries.length !== heads * headDim) this.queries = new Float32Array(heads * headDim)
    for (let head = 0; head < heads; head++)
      for (let d = 0; d < headDim; d++) this.queries[head * headDim + d] = queryOf(head, d)
  }

  /** The highest sum of scores over the query heads of a group that a key within the bounds could have. */
  highest(number: number): number {
    const { queries, headDim, high, low } = this
    const at = number * headDim
    let sum = 0
    for (let first = 0; first < queries.length; first += headDim)
      for (let d = 0; d < headDim; d++) {
        const q = queries[first + d]
        sum += q > 0 ? q * high[at + d] : q * low[at + d]
      }
    return sum
  }

  private measure(number: number, keys: Float32Array, from: number, until: number): void {
    const { headDim, low, high } = this
    const at = number * headDim
    low.fill(Number.POSITIVE_INFINITY, at, at + headDim)
    high.fill(Number.NEGATIVE_INFINITY, at, at + headDim)
    for (let entry = from; entry < until; entry++)
      for (let d = 0; d < headDim; d++) {
        const key = keys[entry * headDim + d]
        if (key < low[at + d]) low[at + d] = key
        if (key > high[at + d]) high[at + d] = key
      }
  }
}

/**
 * Keys and values of one sequence, head by head. Every KV head of every layer has its own list of entries, so that heads
 * can forget differently; an entry knows its token's place, its position, and in how many bits it is kept. Eviction,
 * rounding and roll-back are all edits of these lists.
 */
import type { KvEntries } from '../contracts/cache.ts'
import type { Kernels } from '../contracts/kernels.ts'
import type { ModelShape } from '../contracts/shape.ts'
import { kvDimOf } from './shape.ts'

/** What an entry has before anybody rounds it: bfloat16, as servers keep it (we compute in float32). */
export const FULL_BITS = 16

export class KvCache implements KvEntries {
  readonly shape: ModelShape
  readonly capacity: number
  readonly keys: Float32Array
  readonly values: Float32Array
  readonly rawKeys: Float32Array
  readonly place: Int32Array
  readonly position: Int32Array
  readonly keyBits: Uint8Array
  readonly valueBits: Uint8Array
  readonly keyGroup: Int32Array
  groupBits = { key: 0, value: 0 }
  readonly heat: Float64Array
  readonly counts: Int32Array
  readonly hasSink: Uint8Array
  /** Keys before smear, by place: what the next token's key takes its share of; (layers, capacity, kvDim). */
  readonly bareKeys: Float32Array
  /** Tokens fed so far. A head may hold fewer entries. */
  length = 0
  /** Pass in which the entry of a place, or the bounds of a group, were read last; (layers, kvHeads, capacity). */
  private readonly entryRead: Int32Array
  private readonly groupRead: Int32Array

  constructor(kernels: Kernels, shape: ModelShape, capacity: number) {
    const lists = shape.layers * shape.kvHeads
    this.shape = shape
    this.capacity = capacity
    this.keys = kernels.allocate(lists * capacity * shape.headDim)
    this.values = kernels.allocate(lists * capacity * shape.headDim)
    this.rawKeys = new Float32Array(lists * capacity * shape.headDim)
    this.place = new Int32Array(lists * capacity)
    this.position = new Int32Array(lists * capacity)
    this.keyBits = new Uint8Array(lists * capacity)
    this.valueBits = new Uint8Array(lists * capacity)
    this.keyGroup = new Int32Array(lists * capacity)
    this.entryRead = new Int32Array(lists * capacity)
    this.groupRead = new Int32Array(lists * capacity)
    this.heat = new Float64Array(lists * capacity)
    this.counts = new Int32Array(lists)
    this.hasSink = new Uint8Array(shape.layers).fill(1)
    this.bareKeys = new Float32Array(shape.layers * capacity * kvDimOf(shape))
  }

  /** Floats of kernel memory that a cache takes. */
  static floats({ layers, kvHeads, headDim }: ModelShape, capacity: number): number {
    return 2 * layers * kvHeads * capacity * headDim + 8
  }

  /** Which list a head is: index into `counts`, and `× capacity` into the columns of entries. */
  list(layer: number, kvHead: number): number {
    return layer * this.shape.kvHeads + kvHead
  }

  /** Adds an entry and says where: index into the columns of entries. Its key and value are written by the caller. */
  append(layer: number, kvHead: number, place: number, position: number): number {
    const list = this.list(layer, kvHead)
    if (this.counts[list] >= this.capacity) throw new Error(`a cache of ${this.capacity} entries is full`)
    const entry = list * this.capacity + this.counts[list]++
    this.place[entry] = place
    this.position[entry] = position
    this.keyBits[entry] = FULL_BITS
    this.valueBits[entry] = FULL_BITS
    this.heat[entry] = 0
    return entry
  }

  /** Bits that reading an entry takes; 0 where this pass has read it. Bounds come whole with the first entry of their group. */
  bitsRead(list: number, entry: number, pass: number): number {
    const base = list * this.capacity
    const mark = base + this.place[entry]
    if (this.entryRead[mark] === pass) return 0
    this.entryRead[mark] = pass
    let bits = this.shape.headDim * (this.keyBits[entry] + this.valueBits[entry])
    if (this.valueBits[entry] < FULL_BITS) bits += this.groupBits.value
    if (this.keyBits[entry] === FULL_BITS) return bits
    const group = base + this.keyGroup[entry]
    if (this.groupRead[group] === pass) return bits
    this.groupRead[group] = pass
    return bits + this.groupBits.key
  }

  clear(): void {
    this.length = 0
    this.counts.fill(0)
    this.hasSink.fill(1)
  }

  /** Forgets every token from `place` on. */
  truncate(place: number): void {
    for (let list = 0; list < this.counts.length; list++) {
      while (this.counts[list] > 0 && this.place[list * this.capacity + this.counts[list] - 1] >= place)
        this.counts[list]--
    }
    this.length = Math.min(this.length, place)
  }

  /**
   * Of the tokens from `from` on keeps those at `places` (ascending), which become from, from + 1, …: the accepted path of a
   * tree. Their positions are right already, since a path's depth is its order.
   */
  keepPath(from: number, places: readonly number[]): void {
    const kvDim = kvDimOf(this.shape)
    for (let list = 0; list < this.counts.length; list++) {
      const base = list * this.capacity
      let kept = 0
      while (kept < this.counts[list] && this.place[base + kept] < from) kept++
      let next = 0
      for (let i = kept; i < this.counts[list] && next < places.length; i++) {
        if (this.place[base + i] !== places[next]) continue
        this.move(base + i, base + kept)
        this.place[base + kept++] = from + next++
      }
      this.counts[list] = kept
    }
    for (let layer = 0; layer < this.shape.layers; layer++) {
      const base = layer * this.capacity
      for (const [i, place] of places.entries())
        this.bareKeys.copyWithin((base + from + i) * kvDim, (base + place) * kvDim, (base + place + 1) * kvDim)
    }
    this.length = from + places.length
  }

  /** Keeps the entries of a head for which `isKept` says so; the others are evicted for good. */
  evict(layer: number, kvHead: number, isKept: (entry: number) => boolean): void {
    const list = this.list(layer, kvHead)
    const base = list * this.capacity
    let kept = 0
    for (let i = 0; i < this.counts[list]; i++) {
      if (!isKept(base + i)) continue
      if (i !== kept) this.move(base + i, base + kept)
      kept++
    }
    this.counts[list] = kept
  }

  /** Takes over the entries of another cache of the same shape: for asking "what if" without touching the original. */
  copyFrom(other: KvCache): void {
    const { headDim } = this.shape
    for (let list = 0; list < this.counts.length; list++) {
      const [from, to, count] = [list * other.capacity, list * this.capacity, other.counts[list]]
      for (const name of ['keys', 'values', 'rawKeys'] as const)
        this[name].set(other[name].subarray(from * headDim, (from + count) * headDim), to * headDim)
      for (const name of ['place', 'position', 'keyBits', 'valueBits', 'keyGroup', 'heat'] as const)
        this[name].set(other[name].subarray(from, from + count), to)
      this.counts[list] = count
    }
    const kvDim = kvDimOf(this.shape)
    for (let layer = 0; layer < this.shape.layers; layer++)
      this.bareKeys.set(
        other.bareKeys.subarray(layer * other.capacity * kvDim, (layer * other.capacity + other.length) * kvDim),
        layer * this.capacity * kvDim,
      )
    this.hasSink.set(other.hasSink)
    this.groupBits = other.groupBits
    this.length = other.length
  }

  private move(from: number, to: number): void {
    const { headDim } = this.shape
    for (const column of [this.keys, this.values, this.rawKeys])
      column.copyWithin(to * headDim, from * headDim, (from + 1) * headDim)
    for (const column of [this.place, this.position, this.keyBits, this.valueBits, this.keyGroup, this.heat])
      column[to] = column[from]
  }
}

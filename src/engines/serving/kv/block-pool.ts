/**
 * The blocks of one KV cache (one data-parallel rank). A block is free, used (somebody refers to it) or idle (nobody
 * does, but it holds content that may be asked for again). Idle blocks wait in a list, least recently released first.
 *
 * Eviction has two semantics. `block`: the head of the list goes, one block at a time (vLLM). `branch`: the least recently
 * released block that nothing continues goes together with the run of blocks before it that only it continued, as a
 * radix tree drops a whole leaf node (SGLang).
 *
 * Columns are as long as blocks have ever been used: a cluster of 512 instances has 15 million, of which a short run touches some
 * thousands, and filling all of them took a second and 740 MB. Those of names begin when the first block is named or kept: in a
 * cache that keeps nothing a checkpoint of 371 kB became one of 45 kB.
 */
import type { Memory } from '../../../kernel/memory.ts'
import { BlockIndex } from './block-index.ts'
import { type BlockTable, makeTableRoom } from './block-table.ts'

export type Eviction = 'block' | 'branch'

const NONE = new Int32Array(0)
/** Blocks that columns begin with. */
const FEWEST = 64

export class BlockPool {
  readonly size: number
  readonly index: BlockIndex
  /** Requests that refer to the block. */
  references: Int32Array = NONE
  owner: Int32Array = NONE
  number: Int32Array = NONE
  /** Findable block that this one continues, −1 none; and how many findable blocks continue this one. */
  private parent: Int32Array = NONE
  private children: Int32Array = NONE
  /** Goes up when the block forgets its content, so that those who continued it know that it is another block now. */
  private generation: Int32Array = NONE
  private parentGeneration: Int32Array = NONE
  private previous: Int32Array = NONE
  private next: Int32Array = NONE
  /** Free blocks that were used before, the last one given back on top; those never used come after them, in order. */
  private stack: Int32Array = NONE
  private readonly counts: {
    /** Blocks ever used: 0 to `touched` − 1. */
    touched: number
    /** In `stack`. */
    released: number
    idle: number
    head: number
    tail: number
    evicted: number
  }
  private readonly columns: readonly ((length: number) => void)[]
  private readonly nameColumns: readonly ((length: number) => void)[]
  private readonly eviction: Eviction

  constructor(memory: Memory, size: number, eviction: Eviction) {
    this.size = size
    this.eviction = eviction
    this.columns = [
      memory.growing('i32', 0, (at) => (this.references = at)),
      memory.growing('i32', 0, (at) => (this.stack = at)),
    ]
    this.nameColumns = [
      memory.growing('i32', -1, (at) => (this.owner = at)),
      memory.growing('i32', 0, (at) => (this.number = at)),
      memory.growing('i32', -1, (at) => (this.parent = at)),
      memory.growing('i32', 0, (at) => (this.children = at)),
      memory.growing('i32', 0, (at) => (this.generation = at)),
      memory.growing('i32', 0, (at) => (this.parentGeneration = at)),
      memory.growing('i32', 0, (at) => (this.previous = at)),
      memory.growing('i32', 0, (at) => (this.next = at)),
    ]
    this.counts = memory.object({ touched: 0, released: 0, idle: 0, head: -1, tail: -1, evicted: 0 })
    this.index = new BlockIndex(memory, this)
  }

  /** Blocks that `take` can give: free and idle ones. */
  get available(): number {
    return this.free + this.counts.idle
  }
  get free(): number {
    return this.size - this.counts.touched + this.counts.released
  }
  get idle(): number {
    return this.counts.idle
  }
  get used(): number {
    return this.counts.touched - this.counts.released - this.counts.idle
  }
  /** Idle blocks dropped to make room, since the start. */
  get evicted(): number {
    return this.counts.evicted
  }

  /** `count` blocks for new content, each referred to once, onto the end of a table. The caller has checked `available`. */
  takeOnto(table: BlockTable, count: number): void {
    const { counts } = this
    makeTableRoom(table, count)
    const { blocks } = table
    for (let i = 0; i < count; i++) {
      if (counts.released === 0 && counts.touched === this.size) this.evict()
      const block = counts.released > 0 ? this.stack[--counts.released] : this.touch()
      this.references[block] = 1
      blocks[table.length++] = block
    }
  }

  /** A block that was never used: block 0 is the first. */
  private touch(): number {
    const { counts, references } = this
    if (counts.touched === references.length) {
      const length = Math.min(this.size, Math.max(FEWEST, 2 * references.length))
      for (const lengthen of this.columns) lengthen(length)
      if (this.hasNames) this.makeNames()
    }
    return counts.touched++
  }

  private get hasNames(): boolean {
    return this.owner.length > 0
  }

  /** Columns of names, and the index, for every block of the others. */
  private makeNames(): void {
    const { length } = this.references
    if (this.owner.length === length) return
    for (const lengthen of this.nameColumns) lengthen(length)
    this.index.grow(length)
  }

  /** One more request refers to a findable block; true when it was idle until now. */
  refer(block: number): boolean {
    const wasIdle = this.references[block]++ === 0
    if (wasIdle) this.unlink(block)
    return wasIdle
  }

  /** A request lets go. The last one makes it idle where `keep`, else free. */
  release(block: number, keep: Keep): void {
    if (--this.references[block] > 0) return
    if (keep === 'idle') {
      this.linkLast(block)
      return
    }
    this.forget(block)
    this.stack[this.counts.released++] = block
  }

  /** A request lets go of all blocks of its table, last first; none is kept. */
  freeAll({ blocks, length }: BlockTable): void {
    const { counts, references, owner, stack, hasNames } = this
    let { released } = counts
    for (let i = length - 1; i >= 0; i--) {
      const block = blocks[i]
      if (--references[block] > 0) continue
      if (hasNames && owner[block] >= 0) this.forget(block)
      stack[released++] = block
    }
    counts.released = released
  }

  /** The block is full: from now on (owner, number) finds it. False when another block already holds that content. */
  publish(block: number, owner: number, number: number, parent: number): boolean {
    this.makeNames()
    if (this.owner[block] >= 0 || this.index.find(owner, number) >= 0) return false
    this.owner[block] = owner
    this.number[block] = number
    this.parent[block] = parent
    if (parent >= 0) {
      this.children[parent]++
      this.parentGeneration[block] = this.generation[parent]
    }
    this.index.insert(block)
    return true
  }

  /** Everything idle is dropped (the device restarted). */
  clear(): void {
    while (this.counts.idle > 0) this.drop(this.counts.head)
  }

  /** Blocks that nobody refers to and that hold content, the next to be evicted first. */
  idleBlocks(): readonly number[] {
    const blocks: number[] = []
    for (let block = this.counts.head; block >= 0; block = this.next[block]) blocks.push(block)
    return blocks
  }

  /** Blocks by state must add up; laws call this. */
  audit(): { readonly free: number; readonly idle: number; readonly used: number; readonly referenced: number } {
    let referenced = 0
    for (let block = 0; block < this.counts.touched; block++) if (this.references[block] > 0) referenced++
    return { free: this.free, idle: this.idle, used: this.used, referenced }
  }

  private evict(): void {
    const { counts } = this
    if (this.eviction === 'block') {
      this.drop(counts.head)
      counts.evicted++
      return
    }
    let leaf = counts.head
    while (leaf >= 0 && this.children[leaf] > 0) leaf = this.next[leaf]
    // Content computed twice at once can leave a used block continuing an idle one; then no leaf is idle.
    if (leaf < 0) leaf = counts.head
    for (let block = leaf; block >= 0; ) {
      const before = this.parentOf(block)
      this.drop(block)
      counts.evicted++
      block = before >= 0 && this.children[before] === 0 && this.references[before] === 0 ? before : -1
    }
  }

  /** Idle → free. */
  private drop(block: number): void {
    this.unlink(block)
    this.forget(block)
    this.stack[this.counts.released++] = block
  }

  private forget(block: number): void {
    if (!this.hasNames || this.owner[block] < 0) return
    this.index.remove(block)
    const parent = this.parentOf(block)
    if (parent >= 0) this.children[parent]--
    this.owner[block] = -1
    this.parent[block] = -1
    this.children[block] = 0
    this.generation[block]++
  }

  /** The findable block that this one continues, −1 when there is none any more. */
  private parentOf(block: number): number {
    const parent = this.parent[block]
    return parent >= 0 && this.generation[parent] === this.parentGeneration[block] ? parent : -1
  }

  private linkLast(block: number): void {
    const { counts } = this
    this.makeNames()
    this.previous[block] = counts.tail
    this.next[block] = -1
    if (counts.tail >= 0) this.next[counts.tail] = block
    else counts.head = block
    counts.tail = block
    counts.idle++
  }

  private unlink(block: number): void {
    const { counts } = this
    const before = this.previous[block]
    const after = this.next[block]
    if (before >= 0) this.next[before] = after
    else counts.head = after
    if (after >= 0) this.previous[after] = before
    else counts.tail = before
    counts.idle--
  }
}

export type Keep = 'idle' | 'free'

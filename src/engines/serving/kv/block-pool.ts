/**
 * The blocks of one KV cache (one data-parallel rank). A block is free, used (somebody refers to it) or idle (nobody
 * does, but it holds content that may be asked for again). Idle blocks wait in a list, least recently released first.
 *
 * Eviction has two semantics. `block`: the head of the list goes, one block at a time (vLLM). `branch`: the least recently
 * released block that nothing continues goes together with the run of blocks before it that only it continued, as a
 * radix tree drops a whole leaf node (SGLang).
 */
import type { Memory } from '../../../kernel/memory.ts'
import { BlockIndex } from './block-index.ts'
import { type BlockTable, makeTableRoom } from './block-table.ts'

export type Eviction = 'block' | 'branch'

export class BlockPool {
  readonly size: number
  readonly index: BlockIndex
  /** Requests that refer to the block. */
  readonly references: Int32Array
  private readonly owner: Int32Array
  private readonly number: Int32Array
  /** Findable block that this one continues, −1 none; and how many findable blocks continue this one. */
  private readonly parent: Int32Array
  private readonly children: Int32Array
  /** Goes up when the block forgets its content, so that those who continued it know that it is another block now. */
  private readonly generation: Int32Array
  private readonly parentGeneration: Int32Array
  private readonly previous: Int32Array
  private readonly next: Int32Array
  private readonly stack: Int32Array
  private readonly counts: { free: number; idle: number; head: number; tail: number; evicted: number }
  private readonly eviction: Eviction

  constructor(memory: Memory, size: number, eviction: Eviction) {
    this.size = size
    this.eviction = eviction
    this.references = memory.array('i32', size)
    this.owner = memory.array('i32', size).fill(-1)
    this.number = memory.array('i32', size)
    this.parent = memory.array('i32', size).fill(-1)
    this.children = memory.array('i32', size)
    this.generation = memory.array('i32', size)
    this.parentGeneration = memory.array('i32', size)
    this.previous = memory.array('i32', size)
    this.next = memory.array('i32', size)
    this.stack = memory.array('i32', size)
    for (let i = 0; i < size; i++) this.stack[i] = size - 1 - i // block 0 is taken first
    this.counts = memory.object({ free: size, idle: 0, head: -1, tail: -1, evicted: 0 })
    this.index = new BlockIndex(memory, this.owner, this.number)
  }

  /** Blocks that `take` can give: free and idle ones. */
  get available(): number {
    return this.counts.free + this.counts.idle
  }
  get free(): number {
    return this.counts.free
  }
  get idle(): number {
    return this.counts.idle
  }
  get used(): number {
    return this.size - this.counts.free - this.counts.idle
  }
  /** Idle blocks dropped to make room, since the start. */
  get evicted(): number {
    return this.counts.evicted
  }

  /** `count` blocks for new content, each referred to once, onto the end of a table. The caller has checked `available`. */
  takeOnto(table: BlockTable, count: number): void {
    const { counts, stack, references } = this
    makeTableRoom(table, count)
    const { blocks } = table
    for (let i = 0; i < count; i++) {
      if (counts.free === 0) this.evict()
      const block = stack[--counts.free]
      references[block] = 1
      blocks[table.length++] = block
    }
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
    this.stack[this.counts.free++] = block
  }

  /** A request lets go of all blocks of its table, last first; none is kept. */
  freeAll({ blocks, length }: BlockTable): void {
    const { counts, references, owner, stack } = this
    let { free } = counts
    for (let i = length - 1; i >= 0; i--) {
      const block = blocks[i]
      if (--references[block] > 0) continue
      if (owner[block] >= 0) this.forget(block)
      stack[free++] = block
    }
    counts.free = free
  }

  /** The block is full: from now on (owner, number) finds it. False when another block already holds that content. */
  publish(block: number, owner: number, number: number, parent: number): boolean {
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
    for (let block = 0; block < this.size; block++) if (this.references[block] > 0) referenced++
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
    this.stack[this.counts.free++] = block
  }

  private forget(block: number): void {
    if (this.owner[block] < 0) return
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

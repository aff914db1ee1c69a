/**
 * Nodes that hold many keys side by side, as B-skip lists and B+-trees have them: a lock with a version, the number of keys, the next node
 * of the level, its first key (the fence: keys from there on are not here), then the keys and what they lead to.
 *
 * Keys are looked for by halving: 32 keys are 4 lines of 64 bytes, of which five looks touch three or so.
 */
import type { Cell, CountedMemory } from '../../../../contracts/memory.ts'

const COUNT = 1
const NEXT = 2
const FENCE = 3
const KEYS = 4

/** Cells before the keys, and cells of a line that a node begins at. */
const ALIGN = 8

export class Blocks {
  readonly memory: CountedMemory
  /** Most keys of a node. */
  readonly capacity: number

  constructor(memory: CountedMemory, capacity: number) {
    this.memory = memory
    this.capacity = capacity
  }

  /** An empty node, the last of its level. */
  make(): Cell {
    const at = this.memory.allocate(KEYS + 2 * this.capacity, ALIGN)
    this.memory.store(at + FENCE, Infinity)
    return at
  }

  count = (node: Cell): number => this.memory.load(node + COUNT)
  next = (node: Cell): Cell => this.memory.load(node + NEXT)
  fence = (node: Cell): number => this.memory.load(node + FENCE)
  key = (node: Cell, slot: number): number => this.memory.load(node + KEYS + slot)
  content = (node: Cell, slot: number): number => this.memory.load(node + KEYS + this.capacity + slot)

  setContent(node: Cell, slot: number, content: number): void {
    this.memory.store(node + KEYS + this.capacity + slot, content)
  }

  /** Last slot whose key is not larger; −1 where all are. */
  slotOf(node: Cell, key: number): number {
    const { memory } = this
    let low = 0
    let high = memory.load(node + COUNT)
    while (low < high) {
      const middle = (low + high) >>> 1
      if (memory.load(node + KEYS + middle) <= key) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  /** Puts a key behind a slot; there must be room. */
  put(node: Cell, slot: number, key: number, content: number): void {
    const count = this.count(node)
    for (let at = count; at > slot + 1; at--) this.move(node, at - 1, node, at)
    this.memory.store(node + KEYS + slot + 1, key)
    this.setContent(node, slot + 1, content)
    this.memory.store(node + COUNT, count + 1)
    this.touch(node)
  }

  /**
   * Slots from `from` on move into `right`, behind what it holds, and it becomes the next node of the level. Its first key is the fence
   * of what stays, so it must have one by then.
   */
  split(node: Cell, from: number, right: Cell): void {
    const { memory } = this
    const count = this.count(node)
    const begun = this.count(right)
    for (let slot = from; slot < count; slot++) this.move(node, slot, right, begun + slot - from)
    memory.store(right + COUNT, begun + count - from)
    memory.store(right + NEXT, this.next(node))
    memory.store(right + FENCE, this.fence(node))
    memory.store(node + COUNT, from)
    memory.store(node + NEXT, right)
    memory.store(node + FENCE, this.key(right, 0))
    this.touch(node)
  }

  isFull(node: Cell): boolean {
    return this.count(node) === this.capacity
  }

  version(node: Cell): number {
    return this.memory.load(node)
  }

  /** What the first key leads to, uncounted. */
  firstContent(node: Cell): Cell {
    return this.memory.cells[node + KEYS + this.capacity]
  }

  /** Nodes of a level, uncounted. */
  *along(first: Cell): Iterable<Cell> {
    const { cells } = this.memory
    for (let node = first; node !== 0; node = cells[node + NEXT]) yield node
  }

  /** Keys with what they lead to, uncounted. */
  *held(node: Cell): Iterable<readonly [key: number, content: number]> {
    const { cells } = this.memory
    for (let slot = 0; slot < cells[node + COUNT]; slot++)
      yield [cells[node + KEYS + slot], cells[node + KEYS + this.capacity + slot]]
  }

  /** What was known of the node is so no longer. */
  touch(node: Cell): void {
    this.memory.store(node, this.memory.load(node) + 1)
  }

  private move(from: Cell, slot: number, to: Cell, place: number): void {
    this.memory.store(to + KEYS + place, this.key(from, slot))
    this.setContent(to, place, this.content(from, slot))
  }
}

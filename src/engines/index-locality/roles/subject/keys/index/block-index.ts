/** What structures of nodes with many keys have in common: the way through them, and what is done where it ends. */
import type { Cell, CountedMemory } from '../../../../contracts/memory.ts'
import type { Insertion, OrderedIndex, Place, Way } from '../../../../contracts/ordered-index.ts'
import { Blocks } from './blocks.ts'
import { drawLevels } from './draw-levels.ts'

export abstract class BlockIndex implements OrderedIndex {
  readonly goesStale = true // keys move within nodes and out of them
  abstract readonly name: string
  protected readonly blocks: Blocks

  constructor(memory: CountedMemory, nodeKeys: number) {
    this.blocks = new Blocks(memory, nodeKeys)
  }

  abstract enter(place: Place): void
  abstract plan(key: number, value: number): Insertion
  abstract heldFrom(insertion: Insertion): number
  abstract change(place: Place, insertion: Insertion): void
  abstract levels(): number
  /** The first node of a level. */
  protected abstract first(level: number): Cell

  advance({ node, level }: Place, key: number, to: Place): Way {
    const { blocks } = this
    if (key >= blocks.fence(node)) {
      to.node = blocks.next(node)
      to.level = level
      return 'right'
    }
    if (level === 0) return 'here'
    to.node = blocks.content(node, blocks.slotOf(node, key))
    to.level = level - 1
    return 'down'
  }

  /** Values stand on the lowest level only. */
  isAt(): boolean {
    return false
  }

  lockOf({ node }: Place): Cell {
    return node
  }

  version({ node }: Place): number {
    return this.blocks.version(node)
  }

  find({ node }: Place, key: number): number {
    const slot = this.blocks.slotOf(node, key)
    return slot >= 0 && this.blocks.key(node, slot) === key ? this.blocks.content(node, slot) : NaN
  }

  update({ node }: Place, key: number, value: number): boolean {
    const slot = this.blocks.slotOf(node, key)
    if (slot < 0 || this.blocks.key(node, slot) !== key) return false
    this.blocks.setContent(node, slot, value)
    return true
  }

  collect({ node }: Place, key: number, most: number, to: Place) {
    const { blocks } = this
    const held = blocks.count(node)
    let count = 0
    let slot = blocks.slotOf(node, key)
    if (slot < 0 || blocks.key(node, slot) < key) slot++
    for (; slot < held && count < most; slot++, count++) {
      blocks.key(node, slot)
      blocks.content(node, slot)
    }
    to.node = blocks.next(node)
    to.level = 0
    return { count, goesOn: to.node !== 0 }
  }

  *entries() {
    for (const node of this.blocks.along(this.first(0)))
      for (const [key, value] of this.blocks.held(node)) if (key !== -Infinity) yield [key, value] as const
  }

  filled(): number {
    let keys = 0
    let places = 0
    for (const node of this.blocks.along(this.first(0))) {
      for (const [key] of this.blocks.held(node)) if (key !== -Infinity) keys++
      places += this.blocks.capacity
    }
    return keys / places
  }

  drawing(visits: (node: Cell) => number) {
    const rows = Array.from({ length: this.levels() }, (_, level) =>
      [...this.blocks.along(this.first(level))].map((node) => {
        const keys = [...this.blocks.held(node)].map(([key]) => key)
        return { node, key: keys[0], full: keys.length / this.blocks.capacity, label: `${keys.length}` }
      }),
    )
    return drawLevels(this.name, rows, visits)
  }
}

/**
 * Which block holds (owner, number)? Open addressing with linear probing over typed arrays and deletion by backward
 * shift, so that a checkpoint is a copy and look-ups allocate nothing. At most half full: a look-up probes 1.5 cells. It grows with
 * the blocks that have ever been used.
 */
import type { Memory } from '../../../kernel/memory.ts'

/** The pool's columns, by block; −1 owns what cannot be found. */
export interface BlockNames {
  readonly owner: Int32Array
  readonly number: Int32Array
}

export class BlockIndex {
  private mask = -1
  /** Block + 1 in each cell, 0 = empty. */
  private cell: Int32Array = new Int32Array(0)
  private readonly names: BlockNames
  private readonly lengthen: (length: number) => void

  constructor(memory: Memory, names: BlockNames) {
    this.names = names
    this.lengthen = memory.growing('i32', 0, (cell) => {
      this.cell = cell
      this.mask = cell.length - 1
    })
  }

  /** Room for so many blocks: the names of those that can be found are entered anew. */
  grow(blocks: number): void {
    let size = 16
    while (size < blocks * 2) size *= 2
    if (size === this.cell.length) return
    this.lengthen(size)
    this.cell.fill(0)
    const { owner } = this.names
    for (let block = 0; block < owner.length; block++) if (owner[block] >= 0) this.insert(block)
  }

  /** The block, or −1. */
  find(owner: number, number: number): number {
    if (this.mask < 0) return -1
    const { owner: owners, number: numbers } = this.names
    for (let at = this.home(owner, number); ; at = (at + 1) & this.mask) {
      const block = this.cell[at] - 1
      if (block < 0) return -1
      if (owners[block] === owner && numbers[block] === number) return block
    }
  }

  insert(block: number): void {
    let at = this.homeOf(block)
    while (this.cell[at] !== 0) at = (at + 1) & this.mask
    this.cell[at] = block + 1
  }

  remove(block: number): void {
    let hole = this.homeOf(block)
    while (this.cell[hole] !== block + 1) hole = (hole + 1) & this.mask
    // Close the gap: a later cell moves back when the hole lies between its home and where it is.
    for (let at = (hole + 1) & this.mask; this.cell[at] !== 0; at = (at + 1) & this.mask) {
      const moved = this.cell[at] - 1
      const home = this.homeOf(moved)
      if (((at - home) & this.mask) >= ((at - hole) & this.mask)) {
        this.cell[hole] = moved + 1
        hole = at
      }
    }
    this.cell[hole] = 0
  }

  private homeOf(block: number): number {
    return this.home(this.names.owner[block], this.names.number[block])
  }

  private home(owner: number, number: number): number {
    let h = Math.imul(owner, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca77)
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    return (h ^ (h >>> 13)) & this.mask
  }
}

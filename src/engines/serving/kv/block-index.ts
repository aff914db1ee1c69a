/**
 * Which block holds (owner, number)? Open addressing with linear probing over typed arrays and deletion by backward
 * shift, so that a checkpoint is a copy and look-ups allocate nothing. At most half full: a look-up probes 1.5 cells.
 */
import type { Memory } from '../../../kernel/memory.ts'

export class BlockIndex {
  private readonly mask: number
  /** Block + 1 in each cell, 0 = empty. */
  private readonly cell: Int32Array
  private readonly owner: Int32Array
  private readonly number: Int32Array

  /** `owner` and `number` are the pool's columns, by block. */
  constructor(memory: Memory, owner: Int32Array, number: Int32Array) {
    let size = 16
    while (size < owner.length * 2) size *= 2
    this.mask = size - 1
    this.cell = memory.array('i32', size)
    this.owner = owner
    this.number = number
  }

  /** The block, or −1. */
  find(owner: number, number: number): number {
    for (let at = this.home(owner, number); ; at = (at + 1) & this.mask) {
      const block = this.cell[at] - 1
      if (block < 0) return -1
      if (this.owner[block] === owner && this.number[block] === number) return block
    }
  }

  insert(block: number): void {
    let at = this.home(this.owner[block], this.number[block])
    while (this.cell[at] !== 0) at = (at + 1) & this.mask
    this.cell[at] = block + 1
  }

  remove(block: number): void {
    let hole = this.home(this.owner[block], this.number[block])
    while (this.cell[hole] !== block + 1) hole = (hole + 1) & this.mask
    // Close the gap: a later cell moves back when the hole lies between its home and where it is.
    for (let at = (hole + 1) & this.mask; this.cell[at] !== 0; at = (at + 1) & this.mask) {
      const moved = this.cell[at] - 1
      const home = this.home(this.owner[moved], this.number[moved])
      if (((at - home) & this.mask) >= ((at - hole) & this.mask)) {
        this.cell[hole] = moved + 1
        hole = at
      }
    }
    this.cell[hole] = 0
  }

  private home(owner: number, number: number): number {
    let h = Math.imul(owner, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca77)
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
    return (h ^ (h >>> 13)) & this.mask
  }
}

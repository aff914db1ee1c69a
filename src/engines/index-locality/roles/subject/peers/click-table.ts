/**
 * The click log of a peer: a table in the arena that finds a row by the key of who clicked what for which query, with probing from where
 * the key falls to the next free row. Reading the log reads all of its lines, empty rows too.
 */
import { InvariantError } from '../../../../../kernel/problem.ts'
import type { Cell, CountedMemory } from '../../../contracts/memory.ts'
import type { ClickLog } from '../../../contracts/ranker.ts'

const ROW = 2 // cells: key, count
const PEER = 1 << 20
const QUERY = 1 << 10

export class ClickTable implements ClickLog {
  private readonly memory: CountedMemory
  private readonly rows: number
  private readonly at: Cell
  /** Cells of rows that hold a click, ascending: what reading finds, though it reads all. */
  private readonly taken: Cell[] = []

  constructor(memory: CountedMemory, most: number) {
    this.memory = memory
    this.rows = 1 << Math.max(4, 32 - Math.clz32(most * 2))
    this.at = memory.allocate(this.rows * ROW, memory.lineCells)
  }

  /** Sets a count where it is higher than the one that is known: hearing of a click twice is one click. */
  raise(clicker: number, query: number, item: number, count: number): void {
    const { memory } = this
    const row = this.rowOf(1 + clicker * PEER + query * QUERY + item)
    if (memory.load(row + 1) < count) memory.store(row + 1, count)
  }

  /** One click more. */
  add(clicker: number, query: number, item: number): void {
    const { memory } = this
    const row = this.rowOf(1 + clicker * PEER + query * QUERY + item)
    memory.store(row + 1, memory.load(row + 1) + 1)
  }

  each(visit: (clicker: number, query: number, item: number, count: number) => void): void {
    const { memory, at, rows } = this
    memory.scan(at * 8, rows * ROW * 8)
    const { cells } = memory
    for (const row of this.taken) {
      const key = cells[row] - 1
      visit(Math.floor(key / PEER), Math.floor(key / QUERY) % QUERY, key % QUERY, cells[row + 1])
    }
  }

  private take(cell: Cell): void {
    const { taken } = this
    let place = taken.length
    while (place > 0 && taken[place - 1] > cell) place--
    taken.splice(place, 0, cell)
  }

  private rowOf(key: number): Cell {
    const { memory, rows, at } = this
    let row = (Math.imul(key | 0, 0x9e3779b1) >>> 0) % rows
    for (;;) {
      const cell = at + row * ROW
      const here = memory.load(cell)
      if (here === key) return cell
      if (here === 0) {
        if (this.taken.length + 1 === rows) throw new InvariantError(`a click log of ${rows} rows is full`)
        memory.store(cell, key)
        this.take(cell)
        return cell
      }
      row = (row + 1) % rows
    }
  }
}

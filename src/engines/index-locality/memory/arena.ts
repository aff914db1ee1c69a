/**
 * The arena: one buffer in which everything that is looked up lies, handed out from the front and never given back. Objects would hide
 * where they are; a cell of an array is at 8 times its number, and that is what a cache sees.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { Cell, CountedMemory } from '../contracts/memory.ts'
import { type Hierarchy, sources } from './hierarchy.ts'

/** Cells at the front that nobody gets, so that 0 can stand for nowhere: a line of the longest kind. */
const NOWHERE = 32

export interface ArenaOptions {
  readonly caches: Hierarchy
  readonly latency: readonly Seconds[]
  /** Cells of a line: a power of two. */
  readonly lineCells: number
  /** Time of an operation of arithmetic. */
  readonly operation: Seconds
}

export class Arena implements CountedMemory {
  cells = new Float64Array(1 << 16)
  floats = new Float32Array(this.cells.buffer)
  bytes = new Int8Array(this.cells.buffer)
  /** Whose caches look: set by whoever lets a thread go on. */
  thread = 0
  /** Time of what was done since somebody set it to 0. */
  elapsed: Seconds = 0
  /** Lines by where they were found, ever since counting began, in the order of `sources`. */
  readonly found = new Float64Array(sources.length)
  /** While a structure is laid out or looked at from outside nothing is counted, and caches stay as they are. */
  isCounting = false
  readonly lineCells: number
  private used = NOWHERE
  private readonly caches: Hierarchy
  private readonly latency: readonly Seconds[]
  private readonly operation: Seconds
  private readonly shift: number

  constructor({ caches, latency, lineCells, operation }: ArenaOptions) {
    this.caches = caches
    this.latency = latency
    this.lineCells = lineCells
    this.operation = operation
    this.shift = 31 - Math.clz32(lineCells)
  }

  get usedCells(): number {
    return this.used
  }

  load(cell: Cell): number {
    if (this.isCounting) this.book(this.caches.read(this.thread, cell >>> this.shift))
    return this.cells[cell]
  }

  store(cell: Cell, value: number): void {
    if (this.isCounting) this.book(this.caches.write(this.thread, cell >>> this.shift))
    this.cells[cell] = value
  }

  scan(byte: number, length: number): void {
    if (!this.isCounting) return
    const last = (byte + length - 1) >>> (this.shift + 3)
    for (let line = byte >>> (this.shift + 3); line <= last; line++) this.book(this.caches.read(this.thread, line))
  }

  fill(byte: number, length: number): void {
    if (!this.isCounting) return
    const last = (byte + length - 1) >>> (this.shift + 3)
    for (let line = byte >>> (this.shift + 3); line <= last; line++) this.book(this.caches.write(this.thread, line))
  }

  compute(operations: number): void {
    if (this.isCounting) this.elapsed += operations * this.operation
  }

  allocate(cells: number, align = 1): Cell {
    const at = Math.ceil(this.used / align) * align
    this.used = at + cells
    if (this.used > this.cells.length) this.grow()
    return at
  }

  private book(source: number): void {
    this.found[source]++
    this.elapsed += this.latency[source]
  }

  private grow(): void {
    const grown = new Float64Array(Math.max(this.used, this.cells.length * 2))
    grown.set(this.cells)
    this.cells = grown
    this.floats = new Float32Array(grown.buffer)
    this.bytes = new Int8Array(grown.buffer)
  }
}

/**
 * Memory as a structure sees it: cells of 8 bytes, each at an address, so that whatever is looked at or written touches a cache line
 * that can be counted. Nothing of a structure lives anywhere else.
 */

/** Number of a cell; its address is 8 times that. 0 is nowhere: nothing is ever placed there. */
export type Cell = number

export interface CountedMemory {
  /** Reads a cell, and counts its line. */
  load(cell: Cell): number
  /** Writes a cell, and counts its line, which no other thread has from then on. */
  store(cell: Cell, value: number): void
  /** Counts the lines of a stretch of bytes that is read in one go, as a vector is; whoever does it reads `floats` or `bytes`. */
  scan(byte: number, length: number): void
  /** The same for a stretch that is written. */
  fill(byte: number, length: number): void
  /** Books arithmetic: so many operations side by side count one. */
  compute(operations: number): void
  /** So many cells, zeroed, at an address that is a multiple of `align` cells. May move the arrays: read them anew. */
  allocate(cells: number, align?: number): Cell
  /** Views of the same bytes, for arithmetic on what was counted: no look of a search goes through them. */
  readonly floats: Float32Array
  readonly bytes: Int8Array
  /** The cells themselves, uncounted: for pictures, digests and what is laid out before anybody looks. */
  readonly cells: Float64Array
  /** Cells of a line. */
  readonly lineCells: number
}

/**
 * Rows of a track that were kept: columns over intervals that follow each other, at most `budget` of them. When the last
 * is taken, neighbours are folded in pairs and `fold` doubles; coarser levels (4 rows into 1, as often as it goes) let a
 * reduction over thousands of rows read a few. Levels are built when first asked for, so that writing never waits.
 *
 * Each column has one reduction. Row i lasts [start[i], start[i + 1]): `start` has one entry more than there are rows.
 */
import { InvariantError } from './problem.ts'
import type { Seconds } from './units.ts'
import { powerOfTwoBelow, type WindowRange } from './window-range.ts'

/** What becomes of neighbours: their time-weighted mean, smallest, largest, last value, or sum. */
export type Reduction = 'mean' | 'low' | 'high' | 'last' | 'sum'
export type Values = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>

export interface KeptColumn {
  readonly reduction: Reduction
  /** Values of a row: 1, or the cells of a grid. */
  readonly stride: number
  readonly allocate: (length: number) => Values
  /** Level 0 holds the kept rows, level k their reductions 4^k at a time. */
  readonly levels: Values[]
}

export const float64Column = (reduction: Reduction): KeptColumn => ({
  reduction,
  stride: 1,
  allocate: (length) => new Float64Array(length),
  levels: [],
})

export const float32Column = (reduction: Reduction, stride = 1): KeptColumn => ({
  reduction,
  stride,
  allocate: (length) => new Float32Array(length),
  levels: [],
})

export class KeptRows {
  length = 0
  /** Marks in a row. */
  fold = 1
  start = new Float64Array(0)
  readonly columns: readonly KeptColumn[]
  private readonly budget: number
  private capacity = 0
  private readonly coarse: number[] = [] // rows of levels 1, 2, …

  constructor(columns: readonly KeptColumn[], budget: number) {
    this.columns = columns
    this.budget = budget
    // A power of two folds in pairs without a rest, from 4 up without folding at every other row.
    if (budget < 4 || (budget & (budget - 1)) !== 0)
      throw new InvariantError(`row budget ${budget} is no power of two ≥ 4`)
  }

  /** Rows that may be committed before neighbours are folded. */
  get room(): number {
    return this.budget - this.length
  }

  /** Makes room to write `rows` rows from row `length` on. Storage doubles, so that a short run stays small. */
  reserve(rows: number): void {
    if (this.length + rows <= this.capacity) return
    this.capacity = Math.max(64, this.capacity * 2, powerOfTwoBelow(2 * (this.length + rows)))
    const start = new Float64Array(this.capacity + 1)
    start.set(this.start)
    this.start = start
    for (const column of this.columns) {
      const grown = column.allocate(this.capacity * column.stride)
      if (column.levels.length > 0) grown.set(column.levels[0])
      column.levels[0] = grown
    }
  }

  /** `rows` rows more have been written, with the end of the last in `start`; no more than there was `room` for. */
  commit(rows: number): void {
    this.length += rows
    if (this.length === this.budget) this.foldPairs()
  }

  /** First row that begins at `t` or later, of `rows`, not before row `first`. */
  firstFrom(t: Seconds, rows: number, first = 0): number {
    const { start } = this
    // Doubling steps, then halving: the next boundary is mostly near.
    let step = 1
    let low = first
    while (low + step <= rows && start[low + step - 1] < t) {
      low += step
      step *= 2
    }
    let high = Math.min(rows, low + step - 1)
    while (low < high) {
      const middle = (low + high) >> 1
      if (start[middle] < t) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Cuts of the rows that meet a range, of `rows` rows; one cut, so no piece, where none does. */
  cutsWithin(range: WindowRange, rows: number): number[] {
    const first = Math.max(0, this.firstFrom(range.from, rows) - 1)
    const last = rows > 0 && this.start[rows] >= range.from ? this.firstFrom(range.until, rows) : first
    return this.cutsByCell(first, last, range.cell)
  }

  /** When each piece begins. */
  startsAt(cuts: readonly number[]): Float64Array<ArrayBuffer> {
    const starts = new Float64Array(cuts.length - 1)
    for (let i = 0; i < starts.length; i++) starts[i] = this.start[cuts[i]]
    return starts
  }

  /** The last of `rows` rows that begins at t or before, −1 where none does. */
  rowAt(t: Seconds, rows: number): number {
    const row = this.firstFrom(t, rows)
    return row < rows && this.start[row] === t ? row : row - 1
  }

  /**
   * Where to cut rows [first, last) so that each piece begins in a cell of its own: the row numbers at which pieces
   * begin, and `last`.
   */
  private cutsByCell(first: number, last: number, cell: Seconds): number[] {
    const cuts = [first]
    for (let row = first; row < last; ) {
      row = this.firstFrom((Math.floor(this.start[row] / cell) + 1) * cell, last, row + 1)
      cuts.push(row)
    }
    return cuts
  }

  /** Reduces rows [cuts[i], cuts[i + 1]) of a column to out[at + i × stride …]. */
  reduce(column: KeptColumn, cuts: readonly number[], out: Values, at: number): void {
    this.buildLevels()
    for (let i = 0; i + 1 < cuts.length; i++) this.reduceRows(column, cuts[i], cuts[i + 1], out, at + i * column.stride)
  }

  bytes(): number {
    let bytes = this.start.byteLength
    for (const { levels } of this.columns) for (const level of levels) bytes += level.byteLength
    return bytes
  }

  private reduceRows(column: KeptColumn, first: number, last: number, out: Values, at: number): void {
    const { levels, reduction, stride } = column
    let time = 0
    let total = 0
    let best = reduction === 'low' ? Infinity : -Infinity
    if (reduction === 'sum') out.fill(0, at, at + stride)
    for (let row = first; row < last; ) {
      // The coarsest level with a row that begins here and does not reach beyond `last`.
      let level = 0
      let span = 1
      while (level < this.coarse.length && row % (span * 4) === 0 && row + span * 4 <= last) {
        if (row / (span * 4) >= this.coarse[level]) break
        level++
        span *= 4
      }
      const index = row / span
      const values = levels[level]
      if (reduction === 'sum') {
        for (let c = 0; c < stride; c++) out[at + c] += values[index * stride + c]
      } else if (reduction === 'mean') {
        const held = this.start[row + span] - this.start[row]
        total += values[index] * held
        time += held
        best = values[index]
      } else if (reduction === 'low') best = Math.min(best, values[index])
      else if (reduction === 'high') best = Math.max(best, values[index])
      else best = values[index]
      row += span
    }
    if (reduction === 'mean') out[at] = time > 0 ? total / time : best
    else if (reduction !== 'sum') out[at] = best
  }

  /** Appends to the coarser levels what complete fours have been kept since. */
  private buildLevels(): void {
    for (let level = 1, below = this.length; below >= 4; level++) {
      const rows = below >> 2
      const have = this.coarse[level - 1] ?? 0
      const span = 1 << (2 * level)
      for (const column of this.columns) {
        const room = (this.capacity >> (2 * level)) * column.stride
        const old = column.levels[level] as Values | undefined
        if (old === undefined || old.length < room) {
          column.levels[level] = column.allocate(room)
          if (old !== undefined) column.levels[level].set(old)
        }
        const out = column.levels[level]
        for (let row = have; row < rows; row++) {
          this.reduceRows(column, row * span, (row + 1) * span, out, row * column.stride)
        }
      }
      this.coarse[level - 1] = rows
      below = rows
    }
  }

  private foldPairs(): void {
    const { start } = this
    const half = this.length / 2
    for (const { levels, reduction, stride } of this.columns)
      foldColumn(reduction, levels[0], start, half * stride, stride)
    for (let i = 0; i <= half; i++) start[i] = start[2 * i]
    this.length = half
    this.fold *= 2
    this.coarse.length = 0
  }
}

/** Folds rows 2i and 2i + 1 into row i, in place. One loop a reduction: this is the costly part of a full track. */
function foldColumn(reduction: Reduction, values: Values, start: Float64Array, half: number, stride: number): void {
  if (reduction === 'mean') {
    for (let i = 0; i < half; i++) {
      const begin = start[2 * i]
      const middle = start[2 * i + 1]
      const end = start[2 * i + 2]
      values[i] = (values[2 * i] * (middle - begin) + values[2 * i + 1] * (end - middle)) / (end - begin)
    }
  } else if (reduction === 'low') {
    for (let i = 0; i < half; i++) values[i] = Math.min(values[2 * i], values[2 * i + 1])
  } else if (reduction === 'high') {
    for (let i = 0; i < half; i++) values[i] = Math.max(values[2 * i], values[2 * i + 1])
  } else if (reduction === 'last') {
    for (let i = 0; i < half; i++) values[i] = values[2 * i + 1]
  } else if (stride === 1) {
    for (let i = 0; i < half; i++) values[i] = values[2 * i] + values[2 * i + 1]
  } else {
    for (let row = 0; row < half; row += stride) {
      for (let c = row; c < row + stride; c++) values[c] = values[row + c] + values[row + c + stride]
    }
  }
}

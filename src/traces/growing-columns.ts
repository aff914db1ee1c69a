/**
 * Columns of unknown length: typed arrays that grow by half. Read `at[row]` below `length`; `at` is replaced when it grows.
 * `taken` hands the rows over in a given order and lets go of the grown array, so that a table is never held twice.
 */
const FIRST_ROWS = 1024

/** Row numbers in the order wanted; null for the order they came in. */
export type RowOrder = Uint32Array | null

export class GrowingFloats {
  at = new Float64Array(FIRST_ROWS)
  length = 0

  push(value: number): void {
    if (this.length === this.at.length) {
      const grown = new Float64Array(Math.ceil(this.length * 1.5))
      grown.set(this.at)
      this.at = grown
    }
    this.at[this.length++] = value
  }

  taken(order: RowOrder): Float64Array {
    const taken = order === null ? this.at.slice(0, this.length) : Float64Array.from(order, (row) => this.at[row])
    this.at = new Float64Array(0)
    this.length = 0
    return taken
  }
}

export class GrowingInts {
  at = new Int32Array(FIRST_ROWS)
  length = 0

  push(value: number): void {
    if (this.length === this.at.length) {
      const grown = new Int32Array(Math.ceil(this.length * 1.5))
      grown.set(this.at)
      this.at = grown
    }
    this.at[this.length++] = value
  }

  taken(order: RowOrder): Int32Array {
    const taken = order === null ? this.at.slice(0, this.length) : Int32Array.from(order, (row) => this.at[row])
    this.at = new Int32Array(0)
    this.length = 0
    return taken
  }
}

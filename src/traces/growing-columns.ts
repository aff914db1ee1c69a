/** Columns of unknown length: typed arrays that grow by half. Read `at[row]` below `length`; `at` is replaced when it grows. */
const FIRST_ROWS = 1024

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

  /** The rows in use, in an array of their own. */
  whole(): Int32Array {
    return this.at.slice(0, this.length)
  }
}

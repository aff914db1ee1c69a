/**
 * The experts of one token in one layer: `active` different ones, drawn by popularity one after the other without
 * replacement. An expert drawn twice is drawn again, which is the same law as striking it from the table.
 *
 * Where a few experts hold most of the weight that could take long (the last of 4 experts of Zipf exponent 2 comes up once
 * in 23 draws), so after `4 active + 16` draws the rest are found by walking the weights that are left: the same law again.
 */
import { mix } from '../../../../kernel/draws.ts'
import type { AliasTable } from './alias-table.ts'

export class ExpertPicker {
  /** The last pick. */
  readonly picked: Int32Array
  private readonly experts: number
  private readonly active: number
  /** Serial number of the last pick that took the expert. */
  private readonly takenIn: Int32Array
  private serial = 0

  constructor(experts: number, active: number) {
    this.experts = experts
    this.active = active
    // When all are active there is nothing to draw: `pick` leaves this list as it is.
    this.picked = new Int32Array(active).map((_, i) => i)
    this.takenIn = new Int32Array(experts)
  }

  /** Leaves in `picked` the experts that `seed` stands for: equal seeds and tables, equal experts. */
  pick({ columns, weights }: AliasTable, seed: number): void {
    const { experts, active, picked, takenIn } = this
    if (active === experts) return
    if (this.serial === 0x7fffffff) {
      this.serial = 0
      takenIn.fill(0)
    }
    const serial = ++this.serial
    const start = seed | 0
    const mostDraws = 4 * active + 16
    let count = 0
    for (let draw = 1; count < active && draw <= mostDraws; draw++) {
      const word = mix((start + Math.imul(draw, 0x9e3779b9)) | 0)
      // word × experts / 2^32 in 16-bit halves: its whole part is the column, 30 bits of its fraction decide. Whole numbers
      // all the way: converting to a double and back takes an eighth of the time of a pick.
      const low = Math.imul(word & 0xffff, experts)
      const middle = Math.imul(word >>> 16, experts) + (low >>> 16)
      const column = middle >>> 16
      const fraction = ((middle & 0xffff) << 14) | ((low & 0xffff) >>> 2)
      // The item is the column where the fraction is below its cut, else the alias; all ones or zero stand for true and false.
      const isOwn = (fraction - columns[2 * column]) >> 31
      const alias = columns[2 * column + 1]
      const expert = alias ^ ((alias ^ column) & isOwn)
      if (takenIn[expert] !== serial) {
        takenIn[expert] = serial
        picked[count++] = expert
      }
    }
    for (; count < active; count++) {
      const expert = this.walk(weights, (mix((start - Math.imul(count + 1, 0x9e3779b9)) | 0) >>> 0) / 4294967296)
      takenIn[expert] = serial
      picked[count] = expert
    }
  }

  /** One of the experts not taken yet, by weight: `u` in [0, 1). */
  private walk(weights: Float64Array, u: number): number {
    let left = 0
    for (let e = 0; e < this.experts; e++) if (this.takenIn[e] !== this.serial) left += weights[e]
    let found = -1
    let mass = u * left
    for (let e = 0; e < this.experts && (found < 0 || mass >= 0); e++) {
      if (this.takenIn[e] === this.serial) continue
      found = e
      mass -= weights[e]
    }
    return found
  }
}

/**
 * How two costs that overlap add up: the larger one, and a little of the other, (a^p + b^p)^(1/p). With p = 1 they follow each other,
 * with a large p the slower one hides the faster.
 *
 * Two powers cost more than everything else in a form, and an engine asks for one some 100,000 times a run: `tabulatedBlend` reads
 * (1 + r^p)^(1/p) of the ratio r = smaller / larger from a table, a straight line between two entries (relative error below
 * 10⁻⁵ for p from 1 to 12).
 */
import { pow } from '../../kernel/math.ts'
import type { Seconds } from '../../kernel/units.ts'

export type Blend = (a: Seconds, b: Seconds, p: number) => Seconds

export const blended: Blend = (a, b, p) => {
  const large = Math.max(a, b)
  return large === 0 ? 0 : large * pow(1 + pow(Math.min(a, b) / large, p), 1 / p)
}

const CELLS = 2048
const tables = new Map<number, Float64Array>()

/** (1 + r^p)^(1/p) at r = 0, 1/CELLS … 1, and once more for a line that begins at the end. */
function tableOf(p: number): Float64Array {
  let table = tables.get(p)
  if (table === undefined) {
    table = Float64Array.from({ length: CELLS + 2 }, (_, cell) => blended(1, Math.min(1, cell / CELLS), p))
    tables.set(p, table)
  }
  return table
}

/** The same for one p, which the call's must be. */
export function tabulatedBlend(p: number): Blend {
  const table = tableOf(p)
  return (a, b) => {
    const large = Math.max(a, b)
    if (large === 0) return 0
    const at = (CELLS * Math.min(a, b)) / large
    const cell = Math.floor(at)
    const from = table[cell]
    return large * (from + (at - cell) * (table[cell + 1] - from))
  }
}

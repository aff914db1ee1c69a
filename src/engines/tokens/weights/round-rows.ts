/**
 * Rounds rows of weights to 2^bits evenly spaced levels, group of inputs by group: a scale in 16 bits and a whole zero point in `bits` each.
 *
 * Source: asymmetric round-to-nearest with a whole zero point, as in AWQ (Lin et al. 2023).
 */
import type { StoredMatrix } from '../contracts/weight-file.ts'
import { toHalf } from '../kv/half.ts'

/** From here on nothing is rounded. */
export const WHOLE_BITS = 16

export interface Grid {
  readonly bits: number
  /** Inputs that share a scale. */
  readonly group: number
}

/** Bits of a weight, its share of scale and zero point included. */
const bitsOf = ({ bits, group }: Grid): number => bits + (16 + bits) / group

interface Rows {
  readonly values: Float32Array
  readonly outputs: number
  readonly inputs: number
}

/** `keeps`: the share of its range that a group keeps; what lies beyond becomes the last level. */
export function roundRows(
  { values, outputs, inputs }: Rows,
  grid: Grid,
  keeps: (output: number, group: number) => number,
): StoredMatrix & { readonly kind: 'grouped' } {
  const { bits, group } = grid
  const groups = Math.ceil(inputs / group)
  const codes = new Int16Array(values.length)
  const scales = new Float32Array(groups * outputs)
  for (let output = 0; output < outputs; output++)
    for (let g = 0; g < groups; g++) {
      const from = output * inputs + g * group
      const until = output * inputs + Math.min(inputs, (g + 1) * group)
      scales[g * outputs + output] = roundGroup(values, codes, { from, until, bits, keeps: keeps(output, g) })
    }
  return { kind: 'grouped', inputs, outputs, group, codes, scales, bits: bitsOf(grid) }
}

interface Stretch {
  readonly from: number
  readonly until: number
  readonly bits: number
  readonly keeps: number
}

/** Codes of values[from … until), zero point taken off; returns the step between levels. */
export function roundGroup(
  values: Float32Array,
  codes: Int16Array,
  { from, until, bits, keeps }: Stretch,
  at = from,
): number {
  let [least, most] = [0, 0]
  for (let i = from; i < until; i++) {
    least = Math.min(least, values[i])
    most = Math.max(most, values[i])
  }
  const levels = (1 << bits) - 1
  const step = toHalf(((most - least) * keeps) / levels)
  if (step === 0) {
    codes.fill(0, at, at + until - from)
    return 0
  }
  const zero = Math.min(levels, Math.max(0, Math.floor((-least * keeps) / step + 0.5)))
  for (let i = from; i < until; i++) {
    const level = Math.floor(values[i] / step + 0.5) + zero
    codes[at + i - from] = Math.min(levels, Math.max(0, level)) - zero
  }
  return step
}

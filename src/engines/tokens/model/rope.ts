/**
 * Rotary positions (Su et al. 2021): pairs (i, i + half) of a head turn by position × base^(−i / half). Tables of cosines and
 * sines in float32, from the same-everywhere functions of the kernel.
 */
import { cos, pow, sin } from '../../../kernel/math.ts'

export interface RopeTable {
  readonly positions: number
  /** (positions, headDim / 2) */
  readonly cosines: Float32Array
  readonly sines: Float32Array
}

export function ropeTable(positions: number, headDim: number, base: number): RopeTable {
  const half = headDim / 2
  const table = { positions, cosines: new Float32Array(positions * half), sines: new Float32Array(positions * half) }
  for (let i = 0; i < half; i++) {
    const frequency = pow(base, -i / half)
    for (let position = 0; position < positions; position++) {
      table.cosines[position * half + i] = cos(position * frequency)
      table.sines[position * half + i] = sin(position * frequency)
    }
  }
  return table
}

/** Turns one head of `x` at `at`, reading it from `from`; they may be the same place. Float32 throughout. */
export function rotate(
  { x, at, from, fromAt }: { x: Float32Array; at: number; from: Float32Array; fromAt: number },
  headDim: number,
  table: RopeTable,
  position: number,
): void {
  const { fround } = Math
  const half = headDim / 2
  const row = position * half
  for (let i = 0; i < half; i++) {
    const c = table.cosines[row + i]
    const s = table.sines[row + i]
    const a = from[fromAt + i]
    const b = from[fromAt + half + i]
    x[at + i] = fround(fround(a * c) - fround(b * s))
    x[at + half + i] = fround(fround(a * s) + fround(b * c))
  }
}

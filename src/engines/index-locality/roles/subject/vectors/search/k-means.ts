/**
 * k centres of many vectors, each the mean direction of those that are most alike to it (Lloyd's steps). Centres are found on a sample,
 * then everybody goes to the nearest one: what an index of pages is cut by.
 */
import type { Stream } from '../../../../../../kernel/draws.ts'
import type { VectorSource } from '../../../../contracts/vectors.ts'

/** Vectors that centres are found on, for each centre, and steps. */
const SAMPLE = 24
const STEPS = 3

export interface Centres {
  readonly k: number
  /** (k, dims), each of length 1. */
  readonly values: Float32Array
}

/** `group`: numbers of the vectors. */
export function centresOf(
  { dims, values }: VectorSource,
  group: Int32Array,
  k: number,
  draw: { readonly stream: Stream; readonly key: number },
): Centres {
  const size = Math.min(group.length, k * SAMPLE)
  const stride = group.length / size
  const offset = draw.stream.at(draw.key)
  const sample = Int32Array.from(
    { length: size },
    (_, i) => group[Math.min(group.length - 1, Math.floor((i + offset) * stride))],
  )
  const centres = new Float32Array(k * dims)
  for (let c = 0; c < k; c++) {
    const from = sample[Math.floor((c * size) / k)] * dims
    centres.set(values.subarray(from, from + dims), c * dims)
  }
  for (let step = 0; step < STEPS; step++) {
    const sums = new Float64Array(k * dims)
    for (let i = 0; i < size; i++) {
      const at = sample[i] * dims
      const c = nearestCentre(centres, k, dims, values, at) * dims
      for (let d = 0; d < dims; d++) sums[c + d] += values[at + d]
    }
    for (let c = 0; c < k; c++) toLengthOne(sums, centres, c * dims, dims)
  }
  return { k, values: centres }
}

/** The centre that is most alike to the vector at a place; the first of those that are equally so. */
export function nearestCentre(
  centres: Float32Array,
  k: number,
  dims: number,
  values: Float32Array,
  at: number,
): number {
  let best = 0
  let most = -Infinity
  for (let c = 0; c < k; c++) {
    let sum = 0
    for (let d = 0; d < dims; d++) sum += centres[c * dims + d] * values[at + d]
    if (sum > most) {
      most = sum
      best = c
    }
  }
  return best
}

/** A centre that nobody went to stays where it was. */
function toLengthOne(sums: Float64Array, into: Float32Array, at: number, dims: number): void {
  let squares = 0
  for (let d = 0; d < dims; d++) squares += sums[at + d] * sums[at + d]
  if (squares === 0) return
  const length = Math.sqrt(squares)
  for (let d = 0; d < dims; d++) into[at + d] = sums[at + d] / length
}

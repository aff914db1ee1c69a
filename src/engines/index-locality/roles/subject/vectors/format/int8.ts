/**
 * Whole numbers of 8 bits, the same scale on both sides of zero: x ≈ q × s with s = max |x| / 127. A vector of 64 numbers takes 68 bytes
 * with its scale instead of 256, so a page of them is a fourth of the lines.
 *
 * The query is rounded alike, so the dot product is Σ q q′ × s s′, in whole numbers.
 *
 * Source: Aeon (arXiv 2601.15311), symmetric INT8 scalar quantization.
 */
import * as z from 'zod'
import { defineFormat } from '../../../../contracts/vectors.ts'

const SIDE_BY_SIDE = 64
const LARGEST = 127

export const int8 = defineFormat({
  id: 'int8',
  role: 'format',
  title: '8 bits',
  help: 'Whole numbers of 8 bits with one scale a vector: a fourth of the lines, and similarities that are a little off.',
  source: 'Aeon (arXiv 2601.15311)',
  knobs: z.strictObject({}),
  create(_, { memory, dims }) {
    const rounded = new Int8Array(dims)
    let roundedOf: Float32Array | null = null
    let scaleOfQuery = 0
    /** One query is held against many vectors. */
    const roundQuery = (query: Float32Array): void => {
      if (roundedOf === query) return
      roundedOf = query
      scaleOfQuery = round(query, 0, dims, rounded, 0)
      memory.compute(Math.ceil(dims / 16))
    }
    return {
      bytes: Math.ceil(dims / 4) * 4 + 4,
      write(byte, from, at) {
        memory.fill(byte, dims + 4)
        memory.floats[byte / 4] = round(from, at, dims, memory.bytes, byte + 4)
      },
      dot(byte, query) {
        roundQuery(query)
        memory.scan(byte, dims + 4)
        memory.compute(Math.ceil(dims / SIDE_BY_SIDE))
        const { bytes, floats } = memory
        let sum = 0
        for (let d = 0; d < dims; d++) sum += bytes[byte + 4 + d] * rounded[d]
        return sum * floats[byte / 4] * scaleOfQuery
      },
    }
  },
})

/** Rounds `dims` numbers and returns their scale. Half is rounded up, as Math.round does. */
function round(from: Float32Array, at: number, dims: number, into: Int8Array, to: number): number {
  let largest = 0
  for (let d = 0; d < dims; d++) largest = Math.max(largest, Math.abs(from[at + d]))
  const scale = Math.fround(largest / LARGEST)
  for (let d = 0; d < dims; d++) into[to + d] = scale === 0 ? 0 : Math.round(from[at + d] / scale)
  return scale
}

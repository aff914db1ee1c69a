/**
 * A file of weights: int8 rows with float16 scales, written by scripts/models/export.py. Reading checks what could be wrong
 * with a download, so that a damaged file is a clear message and never a strange model.
 */
import { failure, type Result, success } from '../../../kernel/problem.ts'
import type { Codes } from '../contracts/kernels.ts'
import type { TensorEntry, WeightFile, WeightHeader } from '../contracts/weight-file.ts'
import { crc32 } from './crc32.ts'

const FORMAT = 1

/** `expected` is the checksum of the manifest; null where there is none to hold against. */
export function readWeightFile(name: string, bytes: Uint8Array, expected: string | null): Result<WeightFile> {
  const damaged = (what: string) =>
    failure({
      code: 'damaged-weights',
      message: `The weights of “${name}” are damaged: ${what}.`,
      remedy: 'Load the page again without its cache; if it stays, the file on the server is broken.',
      path: 'setup.models',
    })
  if (bytes.length < 8) return damaged(`${bytes.length} bytes are too few`)
  const found = crc32(bytes)
  if (expected !== null && found !== expected) return damaged(`checksum ${found} instead of ${expected}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = view.getUint32(0, true)
  if (headerLength > bytes.length - 4) return damaged('its header is longer than the file')
  let header: WeightHeader
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength)))
  } catch {
    return damaged('its header is no JSON')
  }
  if (header.format !== FORMAT) return damaged(`format ${header.format}, and this page reads ${FORMAT}`)
  const body = 4 + headerLength
  const byName = new Map(header.tensors.map((entry) => [entry.name, entry]))
  const entryOf = (tensor: string): TensorEntry => {
    const entry = byName.get(tensor)
    if (entry === undefined) throw new Error(`${name} has no tensor ${tensor}`)
    return entry
  }
  const known = new Map<string, Codes>()
  /** The same object each time: what kernels make of the codes is kept with them. */
  const codesOf = (tensor: string): Codes => {
    const before = known.get(tensor)
    if (before !== undefined) return before
    const read = readCodes(tensor)
    known.set(tensor, read)
    return read
  }
  const readCodes = (tensor: string): Codes => {
    const { shape, type, at } = entryOf(tensor)
    if (type !== 'int8') throw new Error(`${tensor} of ${name} is not stored as codes`)
    const [outputs, inputs] = shape
    const scales = new Float32Array(outputs)
    for (let row = 0; row < outputs; row++) scales[row] = float16(view.getUint16(body + at + row * 2, true))
    const from = bytes.byteOffset + body + at + Math.ceil((outputs * 2) / 4) * 4
    return { inputs, outputs, scales, codes: new Int8Array(bytes.buffer, from, outputs * inputs) }
  }
  return success({
    header,
    codes: codesOf,
    matrix: (tensor) => ({ kind: 'codes', ...codesOf(tensor) }),
    rowsOf: (tensor) => entryOf(tensor).shape[0],
    tensor(tensor) {
      const { shape, type, at } = entryOf(tensor)
      const count = shape.reduce((product, length) => product * length, 1)
      const values = new Float32Array(count)
      if (type === 'float32') {
        for (let i = 0; i < count; i++) values[i] = view.getFloat32(body + at + i * 4, true)
        return values
      }
      const [rows, columns] = shape
      const codes = body + at + Math.ceil((rows * 2) / 4) * 4
      for (let row = 0; row < rows; row++) {
        const scale = float16(view.getUint16(body + at + row * 2, true))
        for (let column = 0; column < columns; column++)
          values[row * columns + column] = view.getInt8(codes + row * columns + column) * scale
      }
      return values
    },
  })
}

/** IEEE half precision: 1 sign, 5 exponent, 10 fraction bits. Exact in float64. */
function float16(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 0) return (sign * fraction) / 16_777_216 // 2^-24
  // 2^(exponent − 25) × (1024 + fraction), by exact powers of two.
  const power = exponent >= 25 ? 1 << (exponent - 25) : 1 / (1 << (25 - exponent))
  return sign * (1024 + fraction) * power
}

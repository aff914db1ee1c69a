import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiledKernels } from '../../../scripts/kernels.ts'
import type { Kernels, Matrix } from '../../../src/engines/tokens/contracts/kernels.ts'
import { codesOf, HEAD_DIM } from '../../../src/engines/tokens/kernels/kernels.ts'
import { createPlainKernels } from '../../../src/engines/tokens/kernels/plain.ts'
import { createSimdKernels } from '../../../src/engines/tokens/kernels/simd.ts'
import { SIMD_MODULE } from '../../../src/engines/tokens/kernels/simd.wasm.ts'
import { createDraws } from '../../../src/kernel/draws.ts'

const simd = createSimdKernels(2_000_000)
if (simd === null) throw new Error('this Node has no WebAssembly SIMD')
const plain = createPlainKernels()

/** The same numbers in the memory of each. */
const filled = (kernels: Kernels, count: number, seed: number, spread = 2): Float32Array => {
  const stream = createDraws(seed).stream('kernels')
  const values = kernels.allocate(count)
  for (let i = 0; i < count; i++) values[i] = (stream.at(i) - 0.5) * spread
  return values
}

const sameBits = (work: (kernels: Kernels) => Float32Array): void => {
  const [fast, slow] = [work(simd), work(plain)]
  expect(Array.from(fast)).toEqual(Array.from(slow))
}

/** A matrix of 64 outputs and 48 inputs in every form. */
function packed(kernels: Kernels, form: 'codes' | 'dense' | 'grouped', seed: number, group: number): Matrix {
  const [outputs, inputs] = [64, 48]
  const values = filled(kernels, outputs * inputs, seed)
  if (form === 'codes') return kernels.pack(codesOf(values, outputs, inputs))
  if (form === 'dense') return kernels.packDense({ inputs, outputs, values })
  const codes = Int16Array.from(values, (value) => Math.round(value * 255))
  return kernels.packGrouped({
    inputs,
    outputs,
    group,
    codes,
    scales: filled(kernels, Math.ceil(inputs / group) * outputs, seed + 9, 0.1),
  })
}

const seeds = fc.integer({ min: 1, max: 1e6 })

describe('the kernels, fast and plain', () => {
  it('multiply alike, for any number of rows, adding or not', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 9 }), fc.boolean(), (seed, rows, isSum) => {
        sameBits((kernels) => {
          const w = kernels.pack(codesOf(filled(kernels, 64 * 48, seed), 64, 48))
          const out = filled(kernels, rows * 64, seed + 2)
          kernels.matmul(out, 0, filled(kernels, rows * 48, seed + 1), 0, w, rows, isSum)
          return out.slice(0, rows * 64)
        })
      }),
      { numRuns: 12 },
    )
  })

  it.each(['dense', 'grouped'] as const)(
    'multiply %s matrices alike, for any number of rows, adding or not',
    (form) => {
      fc.assert(
        fc.property(
          seeds,
          fc.integer({ min: 1, max: 9 }),
          fc.constantFrom(8, 16, 20, 48),
          fc.boolean(),
          (seed, rows, group, isSum) => {
            sameBits((kernels) => {
              const w = packed(kernels, form, seed, group)
              const out = filled(kernels, rows * 64, seed + 2)
              kernels.matmul(out, 0, filled(kernels, rows * 48, seed + 1), 0, w, rows, isSum)
              return out.slice(0, rows * 64)
            })
          },
        ),
        { numRuns: 12 },
      )
    },
  )

  it('of floats are what the same matrix of codes is, where codes and scales say the same', () => {
    const codes = codesOf(filled(simd, 64 * 48, 3), 64, 48)
    const whole = { ...codes, scales: new Float32Array(64).fill(0.25) }
    const values = Float32Array.from(codes.codes, (code) => code * 0.25)
    const x = filled(simd, 5 * 48, 4)
    const [byCodes, byFloats, byGroups] = [0, 0, 0].map(() => simd.allocate(5 * 64))
    simd.matmul(byCodes, 0, x, 0, simd.pack(whole), 5, false)
    simd.matmul(byFloats, 0, x, 0, simd.packDense({ inputs: 48, outputs: 64, values }), 5, false)
    // one group is a row with one scale; a power of two moves no bit of a sum
    const grouped = { inputs: 48, outputs: 64, group: 48, codes: Int16Array.from(codes.codes), scales: whole.scales }
    simd.matmul(byGroups, 0, x, 0, simd.packGrouped(grouped), 5, false)
    expect(Array.from(byFloats)).toEqual(Array.from(byCodes))
    expect(Array.from(byGroups)).toEqual(Array.from(byCodes))
  })

  it('refuse codes that eight binary digits cannot hold, and scales that are not one a group and output', () => {
    const grouped = {
      inputs: 48,
      outputs: 64,
      group: 16,
      codes: new Int16Array(64 * 48),
      scales: new Float32Array(3 * 64),
    }
    for (const kernels of [simd, plain]) {
      expect(() => kernels.packGrouped({ ...grouped, codes: grouped.codes.map(() => 257) })).toThrow('beyond 256')
      expect(() => kernels.packGrouped({ ...grouped, group: 20, scales: new Float32Array(2 * 64) })).toThrow('3 groups')
    }
  })

  it.each(['codes', 'dense', 'grouped'] as const)('give a row of %s the same bits alone and among others', (form) => {
    const w = packed(simd, form, 1, 20)
    const x = filled(simd, 7 * 48, 2)
    const [together, alone] = [simd.allocate(7 * 64), simd.allocate(64)]
    simd.matmul(together, 0, x, 0, w, 7, false)
    for (let row = 0; row < 7; row++) {
      simd.matmul(alone, 0, x, row * 48, w, 1, false)
      expect(Array.from(alone)).toEqual(Array.from(together.slice(row * 64, (row + 1) * 64)))
    }
  })

  it('normalise, gate and take softmax alike', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        sameBits((kernels) => {
          const out = kernels.allocate(2 * 64)
          kernels.norm(out, filled(kernels, 2 * 64, seed, 30), 0, filled(kernels, 64, seed + 1), 2)
          return out
        })
        sameBits((kernels) => {
          const gates = filled(kernels, 96, seed, 40)
          kernels.gate(gates, filled(kernels, 96, seed + 1), 96)
          return gates
        })
        sameBits((kernels) => {
          const row = filled(kernels, 512, seed, 60)
          kernels.softmax(row, 0, 512, 1 / 0.7)
          return row
        })
      }),
      { numRuns: 12 },
    )
  })

  it('attend alike, and what is hidden counts for exactly nothing', () => {
    const attend = (kernels: Kernels, hidden: readonly number[]): Float32Array => {
      const count = 11
      const out = kernels.allocate(HEAD_DIM)
      const weights = kernels.allocate(16)
      const values = filled(kernels, count * HEAD_DIM, 6)
      kernels.scores(weights, filled(kernels, HEAD_DIM, 4), 0, filled(kernels, count * HEAD_DIM, 5), 0, count, 0.18)
      for (const i of hidden) weights[i] = Number.NEGATIVE_INFINITY
      kernels.mix(out, 0, weights, values, 0, count, 0.5)
      return out
    }
    sameBits((kernels) => attend(kernels, []))
    sameBits((kernels) => attend(kernels, [2, 3, 9]))
    expect(attend(simd, [2])).not.toEqual(attend(simd, []))
  })

  it('know e^x to 1e-6', () => {
    const row = simd.allocate(4)
    row.set([0, -1, -10, -60])
    simd.softmax(row, 0, 4, 1)
    const sum = 1 + Math.exp(-1) + Math.exp(-10) + Math.exp(-60)
    for (const [i, x] of [0, -1, -10, -60].entries()) expect(row[i] / (Math.exp(x) / sum)).toBeCloseTo(1, 5)
  })

  it('are what their source compiles to', async () => {
    expect(await compiledKernels()).toContain(SIMD_MODULE)
  })
})

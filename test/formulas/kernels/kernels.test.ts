/** The fitted forms as laws: what more work, fewer units or a smaller share must do to a time, whatever the parameters. */
import { describe, expect, it } from 'vitest'
import { blended, tabulatedBlend } from '../../../src/formulas/kernels/blend.ts'
import { collectiveTime } from '../../../src/formulas/kernels/collective-time.ts'
import { decodeAttentionTime } from '../../../src/formulas/kernels/decode-attention-time.ts'
import { exchangeTime } from '../../../src/formulas/kernels/exchange-time.ts'
import { gemmTime } from '../../../src/formulas/kernels/gemm-time.ts'
import { moeBlockTime } from '../../../src/formulas/kernels/moe-block-time.ts'
import { prefillAttentionTime } from '../../../src/formulas/kernels/prefill-attention-time.ts'

const device = { flops: 1e15, bandwidth: 3e12, units: 132 }
const gemm = { compute: 0.9, memory: 0.85, launch: 3e-6, smallTile: 0.95, blend: 4, ramp: 150, conversion: 0 }
const product = (m: number, n = 4096, k = 4096, fit = gemm) =>
  gemmTime({ m, n, k, weightBytes: 2, activationBytes: 2 }, device, fit)

describe('a matrix product', () => {
  it('with one row is read: its weights at the share of the bandwidth', () => {
    const reading = (4096 * 4096 * 2) / (0.85 * 3e12)
    expect(product(1) - 3e-6).toBeGreaterThan(reading)
    expect(product(1) - 3e-6).toBeLessThan(1.6 * reading)
  })

  it('with thousands of rows is multiplied: near the share of the peak', () => {
    const multiplying = (2 * 16384 * 4096 * 4096) / (0.9 * 1e15)
    expect(product(16384) / multiplying).toBeGreaterThan(1)
    expect(product(16384) / multiplying).toBeLessThan(1.2)
  })

  it('goes in steps of waves: one row more than fills the device costs a whole wave', () => {
    // 132 units; n 4096 in tiles of 256: 16 columns, so 8 rows of tiles are 128 blocks, 9 are 144
    expect(product(1153) / product(1024)).toBeGreaterThan(1.1)
  })

  it('splits k where tiles are few, and is never slower for it', () => {
    expect(product(16, 512, 16384)).toBeLessThan(product(16, 512 * 8, 16384))
  })

  it('pays for converting activations by the bytes', () => {
    const converting = product(8192, 4096, 4096, { ...gemm, conversion: 0.1 }) - product(8192)
    expect(converting).toBeCloseTo((3 * 8192 * 4096) / (0.1 * 3e12), 9)
  })
})

describe('decode attention', () => {
  const fit = { memory: 0.9, launch: 9e-6, perRow: 0, tile: 64, fill: 1, walk: 0.6, resident: 2, start: 2e-6, blend: 3 }
  const time = (sequences: number, context: number, given = fit) =>
    decodeAttentionTime({ sequences, context, heads: 32, kvHeads: 8, headDim: 128, valueBytes: 2 }, device, given)

  it('of many sequences reads at the share of the bandwidth', () => {
    const reading = (256 * 4096 * 4096) / (0.9 * 3e12)
    expect(time(256, 4096) / reading).toBeGreaterThan(1)
    expect(time(256, 4096) / reading).toBeLessThan(1.5)
  })

  it('of one long sequence is as slow as a few units read where contexts are not split', () => {
    expect(time(1, 131_072, { ...fit, fill: 0 })).toBeGreaterThan(4 * time(1, 131_072))
  })

  it('of thousands of short ones costs their blocks, not their bytes', () => {
    const bytes = (2048 * 2 * 4096) / (0.9 * 3e12)
    expect(time(2048, 2)).toBeGreaterThan(10 * bytes)
  })
})

describe('prefill attention', () => {
  const fit = { compute: 0.6, memory: 0.5, launch: 9e-6, start: 1e-6, tail: 0.5, blend: 1.5, block: 128 }
  const shape = { pieces: 1, cached: 0, heads: 32, kvHeads: 8, headDim: 128, valueBytes: 2 }
  const time = (queries: number, more: Partial<typeof shape> = {}) =>
    prefillAttentionTime({ ...shape, queries, ...more }, device, fit)

  it('grows with the square of a long prompt', () => {
    expect(time(16_384) / time(8192)).toBeGreaterThan(3.5)
    expect(time(16_384) / time(8192)).toBeLessThan(4.2)
  })

  it('pays for what is cached before the piece', () => {
    expect(time(512, { cached: 16_384 })).toBeGreaterThan(8 * time(512))
  })

  it('of a few queries shares a block among the heads of a group', () => {
    expect(time(4, { pieces: 256 })).toBeLessThan(time(4, { pieces: 256, kvHeads: 32 }))
  })
})

describe('a block of experts', () => {
  const fit = { compute: 0.4, memory: 0.9, buffers: 0.6, launch: 40e-6, perExpert: 0, block: 16, blend: 1.5 }
  const shape = { dim: 4096, inner: 1536, experts: 128, expertsHere: 128, active: 8, weightBytes: 2, skew: 1 }
  const time = (tokens: number, more: Partial<typeof shape> = {}, handled = tokens * 8) =>
    moeBlockTime({ ...shape, tokens, handled, ...more }, device, fit)

  it('of one token reads the experts it goes to, of many all of them', () => {
    expect(time(1)).toBeLessThan(time(64))
    expect(time(512) / time(256)).toBeLessThan(1.3)
  })

  it('on a rank waits for the fullest one, and keeps buffers for pairs it does not compute', () => {
    const rank = { expertsHere: 16 }
    expect(time(4096, { ...rank, skew: 2 })).toBeGreaterThan(time(4096, rank))
    expect(time(16_384, rank)).toBeGreaterThan(1.5 * time(16_384, rank, (16_384 * 8) / 8))
  })
})

describe('collectives and exchanges', () => {
  const fit = { start: 5e-6, hop: 1e-6, longStart: 20e-6, link: 0.7, shortLink: 0.2 }
  const time = (bytes: number, ranks = 8) => collectiveTime({ kind: 'all-reduce', ranks, bytes }, 450e9, fit)

  it('take the short protocol for short messages and the long one for long ones', () => {
    expect(time(1000)).toBeLessThan(14e-6)
    const long = (2 * 7 * 1e9) / 8 / (0.7 * 450e9)
    expect(time(1e9) / long).toBeCloseTo(1, 1)
  })

  it('cost nothing alone, and a hop a rank', () => {
    expect(time(1e6, 1)).toBe(0)
    expect(time(100, 8) - time(100, 4)).toBeGreaterThan(4e-6)
  })

  it('of experts move by the units that are set apart, up to the link', () => {
    const exchange = { start: 50e-6, link: 0.9, perUnit: 0.06, blend: 2 }
    const at = (units: number) =>
      exchangeTime({ tokens: 4096, dim: 7168, valueBytes: 1, copies: 3, units }, 50e9, exchange)
    expect(at(4)).toBeGreaterThan(2 * at(20))
    expect(at(24)).toBe(at(20))
  })
})

it('a blend is at least the larger of the two, at most their sum', () => {
  for (const p of [1, 1.5, 3, 8]) {
    expect(blended(3, 4, p)).toBeGreaterThanOrEqual(4)
    expect(blended(3, 4, p)).toBeLessThanOrEqual(7 + 1e-12)
  }
  expect(blended(0, 0, 2)).toBe(0)
})

it('a blend from its table is the blend, to a hundred-thousandth', () => {
  for (const p of [1, 1.026, 1.157, 1.6, 2, 3.9, 9.767, 12]) {
    const quick = tabulatedBlend(p)
    for (let i = 0; i <= 1000; i++) {
      const ratio = i / 1000
      expect(Math.abs(quick(3, 3 * ratio, p) / blended(3, 3 * ratio, p) - 1)).toBeLessThan(1e-5)
      expect(quick(ratio, 1, p)).toBe(quick(1, ratio, p))
    }
    expect(quick(0, 0, p)).toBe(0)
    expect(quick(2, 2, p)).toBeCloseTo(blended(2, 2, p), 12)
  }
})

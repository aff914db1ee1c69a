import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aliasTable,
  binomial,
  boundedPareto,
  exponential,
  gamma,
  geometric,
  logNormal,
  normal,
  poisson,
  zipfWeights,
} from '../../src/kernel/distributions.ts'
import { createDraws } from '../../src/kernel/draws.ts'

/** Mean and variance over a uniform grid of u: what the law of the quantile function is, without chance. */
function moments(quantile: (u: number) => number, cells = 200_000): { mean: number; variance: number } {
  let sum = 0
  let squares = 0
  for (let i = 0; i < cells; i++) {
    const x = quantile((i + 0.5) / cells)
    sum += x
    squares += x * x
  }
  const mean = sum / cells
  return { mean, variance: squares / cells - mean * mean }
}

describe('distributions', () => {
  it('normal: the quantiles of tables, symmetric', () => {
    // mpmath, 20 digits
    expect(normal(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(normal(0.5)).toBe(0)
    expect(normal(1e-9) / -5.997807015007687).toBeCloseTo(1, 14)
    expect(normal(1e-100) / -21.273453560965326).toBeCloseTo(1, 14)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (k) => {
        expect(normal(k / 2 ** 32)).toBe(-normal(1 - k / 2 ** 32))
      }),
    )
  })

  it('exponential: mean and variance are mean and mean²', () => {
    const { mean, variance } = moments((u) => exponential(u, 3))
    // The grid misses the tail beyond 1/400,000 of u: 1e-4 of the mean, 1e-3 of the variance.
    expect(mean / 3).toBeCloseTo(1, 3)
    expect(variance / 9).toBeCloseTo(1, 2)
  })

  it('log-normal: has the mean and the coefficient of variation asked for', () => {
    const { mean, variance } = moments((u) => logNormal(u, 500, 1))
    expect(mean / 500).toBeCloseTo(1, 2)
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1)
    // median = mean / √(1 + cv²) = 500 / √2 = 353.55
    expect(logNormal(0.5, 500, 1)).toBeCloseTo(353.5534, 3)
    expect(logNormal(0.123, 42, 0)).toBe(42)
  })

  it.each([0.2, 0.5, 1, 4, 25])('gamma: shape %d is mean and variance', (shape) => {
    const stream = createDraws(3).stream('gamma')
    const n = 100_000
    const { mean, variance } = moments((u) => gamma(stream, Math.floor(u * n), shape), n)
    // Standard error of the mean √(shape / n), of the variance √((2 shape² + 6 shape) / n); tolerance 4 of them.
    expect(Math.abs(mean - shape)).toBeLessThan(4 * Math.sqrt(shape / n))
    expect(Math.abs(variance - shape)).toBeLessThan(4 * Math.sqrt((2 * shape * shape + 6 * shape) / n))
    expect(gamma(stream, 17, shape)).toBe(gamma(createDraws(3).stream('gamma'), 17, shape))
  })

  it('bounded Pareto: stays within its bounds and has its median', () => {
    const quantile = boundedPareto({ shape: 1, low: 1, high: 100 })
    // P(X ≤ x) = (1 − 1/x) / (1 − 1/100) = ½ at x = 1 / (1 − 0.495) = 1.980198
    expect(quantile(0.5)).toBeCloseTo(1.980198, 6)
    expect(quantile(1e-10)).toBeCloseTo(1, 8)
    expect(quantile(1 - 1e-10)).toBeCloseTo(100, 5)
  })

  it('geometric: counts failures before the first success', () => {
    // p = 0.25: P(0) = 0.25, P(≤ 1) = 0.4375, mean 0.75 / 0.25 = 3
    expect([geometric(0.2499, 0.25), geometric(0.2501, 0.25), geometric(0.4376, 0.25)]).toEqual([0, 1, 2])
    expect(moments((u) => geometric(u, 0.25)).mean).toBeCloseTo(3, 2)
    expect(geometric(0.9, 1)).toBe(0)
  })

  it.each([0.1, 3, 150, 199, 201, 1000, 50_000])('Poisson: mean %d is mean and variance', (mean) => {
    const found = moments((u) => poisson(u, mean))
    expect(found.mean / mean).toBeCloseTo(1, 3)
    expect(found.variance / mean).toBeCloseTo(1, 2)
  })

  it.each([
    [10, 0.5],
    [1000, 0.003],
    [300, 0.9],
    [1000, 0.4],
    [1_000_000, 0.2],
  ])('binomial: n %d, p %d has mean n p and variance n p (1 − p)', (n, p) => {
    const found = moments((u) => binomial(u, n, p))
    expect(found.mean / (n * p)).toBeCloseTo(1, 3)
    expect(found.variance / (n * p * (1 - p))).toBeCloseTo(1, 2)
  })

  it('binomial: never leaves 0 … n, and is exact where it is found by inversion', () => {
    const cases = fc.record({ u: fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), n: fc.nat(5000) })
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), ({ u, n }, p) => {
        const k = binomial(u, n, p)
        expect(k >= 0 && k <= n && Number.isInteger(k)).toBe(true)
      }),
    )
    // n = 2, p = ½: P(0) = ¼, P(≤ 1) = ¾
    expect([0.24, 0.26, 0.74, 0.76].map((u) => binomial(u, 2, 0.5))).toEqual([0, 1, 1, 2])
  })

  it('gives larger values for larger u', () => {
    const laws: ((u: number) => number)[] = [
      normal,
      (u) => exponential(u, 2),
      (u) => logNormal(u, 100, 2),
      boundedPareto({ shape: 1.2, low: 1, high: 1e6 }),
      (u) => geometric(u, 0.1),
      (u) => poisson(u, 20),
      (u) => poisson(u, 2000),
      (u) => binomial(u, 100, 0.7),
      (u) => binomial(u, 10_000, 0.7),
    ]
    for (const law of laws)
      for (let i = 1; i < 2000; i++) expect(law((i + 1) / 2001)).toBeGreaterThanOrEqual(law(i / 2001))
  })

  it('Zipf: shares fall as rank^−exponent and sum to 1', () => {
    const shares = zipfWeights(4, 1) // 1, 1/2, 1/3, 1/4 over 25/12
    expect([...shares].map((share) => Math.round(((share * 25) / 12) * 1e12) / 1e12)).toEqual([
      1, 0.5, 0.333333333333, 0.25,
    ])
    expect([...zipfWeights(3, 0)]).toEqual([1 / 3, 1 / 3, 1 / 3])
  })

  it('alias table: draws each index in proportion to its weight', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        weights.filter((list) => list.some((weight) => weight > 0)),
        (list) => {
          const table = aliasTable(list)
          const total = list.reduce((sum, weight) => sum + weight, 0)
          // A grid finer than every boundary by far: a share is met to 2 cells a column.
          const cells = 100_000
          const counts = list.map(() => 0)
          for (let i = 0; i < cells; i++) counts[table.at((i + 0.5) / cells)]++
          list.forEach((weight, i) => {
            expect(Math.abs(counts[i] / cells - weight / total)).toBeLessThan((2 * list.length) / cells)
          })
        },
      ),
      { numRuns: 30 },
    )
  })
})

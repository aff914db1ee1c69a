import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distributionOf, meanOf, quantile } from '../../src/kernel/quantiles.ts'

describe('quantiles', () => {
  it('interpolate linearly at position (n − 1) q', () => {
    const values = Float64Array.of(4, 1, 3, 2)
    expect(quantile(values, 0.5)).toBe(2.5) // position 1.5: halfway from 2 to 3
    expect(quantile(values, 0.9)).toBeCloseTo(3.7, 12) // position 2.7: 3 + 0.7 × (4 − 3)
    expect([quantile(values, 0), quantile(values, 1)]).toEqual([1, 4])
    expect([...values]).toEqual([4, 1, 3, 2]) // untouched
  })

  it('summarise a column', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => 100 - i) // 100 … 0
    expect(distributionOf(values)).toEqual({ n: 101, mean: 50, p50: 50, p90: 90, p99: 99, max: 100 })
    expect(distributionOf(values, 1)).toEqual({ n: 1, mean: 100, p50: 100, p90: 100, p99: 100, max: 100 })
  })

  it('say that there is nothing by NaN', () => {
    expect(distributionOf(new Float64Array(0))).toEqual({ n: 0, mean: NaN, p50: NaN, p90: NaN, p99: NaN, max: NaN })
  })

  it('sum without losing small values beside large ones', () => {
    expect(meanOf([1e16, 1, -1e16, 1])).toBe(0.5) // a plain sum finds 0.25: the first 1 is lost
  })

  it('lie between smallest and largest and grow with q', () => {
    const values = fc.float64Array({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100, minLength: 1 })
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (v, p, q) => {
          const low = quantile(v, Math.min(p, q))
          const high = quantile(v, Math.max(p, q))
          // Interpolation rounds: a relative slack of 1e-15 of the largest size.
          const slack = 1e-15 * Math.max(...v.map(Math.abs))
          expect(low).toBeLessThanOrEqual(high + slack)
          expect(low).toBeGreaterThanOrEqual(Math.min(...v) - slack)
          expect(high).toBeLessThanOrEqual(Math.max(...v) + slack)
        },
      ),
    )
  })
})

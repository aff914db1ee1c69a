import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../src/kernel/histogram.ts'
import { Memory } from '../../src/kernel/memory.ts'

const histogramOf = (values: Iterable<number>): Histogram => {
  const histogram = new Histogram()
  for (const value of values) histogram.add(value)
  return histogram
}

describe('histogram', () => {
  it('has count, mean and maximum exactly', () => {
    const histogram = histogramOf([0.01, 0.02, 0.03])
    histogram.add(0.5, 2)
    // (0.01 + 0.02 + 0.03 + 2 × 0.5) / 5 = 0.212
    expect(histogram.distribution()).toMatchObject({ n: 5, max: 0.5 })
    expect(histogram.mean).toBeCloseTo(0.212, 14)
    expect(histogram.min).toBe(0.01)
  })

  it('finds quantiles within the width of a bucket, 1.6 %', () => {
    const values = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), {
      minLength: 1,
      maxLength: 300,
      size: 'max',
    })
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
        const ascending = [...list].sort((x, y) => x - y)
        // The value of rank ⌈q n⌉, counted from 1, is the one the histogram looks for.
        const exact = ascending[Math.max(0, Math.ceil(q * list.length) - 1)]
        const found = histogramOf(list).quantile(q)
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact / 64)
      }),
    )
  })

  it('is the same whether values are added or histograms merged', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 100, size: 'max' })
    fc.assert(
      fc.property(values, values, (one, other) => {
        const together = histogramOf([...one, ...other])
        const merged = histogramOf(one)
        merged.merge(histogramOf(other))
        for (const q of [0, 0.3, 0.5, 0.99, 1]) expect(merged.quantile(q)).toBe(together.quantile(q))
        expect(merged.count).toBe(together.count)
        if (together.count > 0) expect(Math.abs(merged.mean - together.mean)).toBeLessThanOrEqual(1e-12 * together.mean)
      }),
    )
  })

  it('keeps what rounding would lose from the mean, merged too', () => {
    // 1e16 + 1 rounds to 1e16: a plain sum would lose each of the four
    const histogram = histogramOf([1e16, 1, 1, 1, 1])
    const merged = histogramOf([0, 0, 0])
    merged.merge(histogram)
    expect(merged.mean * 8).toBe(1e16 + 4)
  })

  it('takes zero, tiny and huge values without losing them', () => {
    const histogram = histogramOf([0, 1e-300, 1e300])
    expect(histogram.count).toBe(3)
    expect(histogram.quantile(0)).toBe(0)
    expect(histogram.quantile(1)).toBe(1e300)
    let counted = 0
    histogram.forEach((low, high, count) => {
      expect(low).toBeLessThan(high)
      counted += count
    })
    expect(counted).toBe(3)
  })

  it('is NaN when empty and refuses what is no size', () => {
    expect(new Histogram().distribution()).toEqual({ n: 0, mean: NaN, p50: NaN, p90: NaN, p99: NaN, max: NaN })
    expect(() => new Histogram().add(-1)).toThrow('-1')
    expect(() => new Histogram().add(NaN)).toThrow('NaN')
  })

  it('is part of a checkpoint', () => {
    const memory = new Memory()
    const histogram = memory.object(new Histogram())
    histogram.add(3)
    const checkpoint = memory.snapshot()
    histogram.add(1000, 50)
    memory.restore(checkpoint)
    expect([histogram.count, histogram.mean, histogram.quantile(0.5)]).toEqual([1, 3, 3])
  })
})

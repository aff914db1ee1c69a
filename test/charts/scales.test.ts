import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeTicks, timeToX, xToTime } from '../../src/charts/time-scale.ts'
import { niceTop, valueTicks, valueToY, yToValue } from '../../src/charts/value-scale.ts'

describe('the time axis', () => {
  const extent = { t0: 4, t1: 34, width: 600 }
  it('puts the ends of the view on the edges, 20 px a second here', () => {
    expect(timeToX(extent, 4)).toBe(0)
    expect(timeToX(extent, 34)).toBe(600)
    expect(timeToX(extent, 12.5)).toBe(170)
    expect(xToTime(extent, 170)).toBe(12.5)
  })
  it('has ticks at round times with as many decimals as their step', () => {
    // 600 px hold six labels of 95 px: steps of 5 s
    expect(timeTicks(extent).map(({ label }) => label)).toEqual(['5 s', '10 s', '15 s', '20 s', '25 s', '30 s'])
    const close = timeTicks({ t0: 12.48, t1: 12.49, width: 300 })
    expect(close.map(({ label }) => label)).toContain('12.485 s')
  })
  it('divides an hour into minutes', () => {
    const labels = timeTicks({ t0: 0, t1: 3600, width: 700 }).map(({ label }) => label)
    expect(labels).toEqual(['0 min', '10 min', '20 min', '30 min', '40 min', '50 min', '1 h'])
  })
})

describe('the value axis', () => {
  const scale = { top: 200, height: 104 }
  it('leaves 4 px of headroom above its top', () => {
    expect(valueToY(scale, 0)).toBe(104)
    expect(valueToY(scale, 200)).toBe(4)
    expect(valueToY(scale, 100)).toBe(54)
    expect(yToValue(scale, 54)).toBe(100)
  })
  it('rounds its top up, so that it does not move with every row', () => {
    expect(niceTop(29)).toBe(30)
    expect(niceTop(613)).toBe(800)
    expect(niceTop(0)).toBe(1)
    expect(niceTop(Number.NaN)).toBe(1)
  })
  it('holds as many labels as there is room for, and two at least', () => {
    const labels = (height: number): string[] => valueTicks({ top: 800, height }, 'tokens').map(({ label }) => label)
    expect(labels(150)).toEqual(['0', '200', '400', '600', '800'])
    expect(labels(70)).toEqual(['0', '500'])
    expect(valueTicks({ top: 7, height: 40 }, 'tokens').length).toBe(2)
  })
  it('names one unit on every label but zero: a 5 below "10 k" would be read as five', () => {
    const labels = (top: number, unit: string): string[] =>
      valueTicks({ top, height: 104 }, unit).map(({ label }) => label)
    expect(labels(0.1, 's')).toEqual(['0', '50 ms', '100 ms'])
    expect(labels(10_000, 'tokens')).toEqual(['0', '5 k', '10 k'])
    expect(labels(8000, 'tokens')).toEqual(['0', '5,000'])
  })
  it('keeps the zeros of a whole number that division has made unwhole', () => {
    // 0.0004 s / 1e-6 s = 400.00000000000006, which once stood as "4 µs"
    expect(valueTicks({ top: 0.0004, height: 44 }, 's').map(({ label }) => label)).toEqual(['0', '400 µs'])
  })
  it('says of every label where it stands, in one unit, whatever the range', () => {
    const sizes: Readonly<Record<string, number>> = {
      ...{ '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, '%': 0.01, s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 },
      ...{ B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
    }
    const units = fc.constantFrom('tokens', 's', 'bytes', 'fraction', '')
    const range = fc.record({
      mantissa: fc.double({ min: 1, max: 10, noNaN: true }),
      power: fc.integer({ min: -6, max: 14 }),
    })
    fc.assert(
      fc.property(
        range,
        units,
        fc.integer({ min: 40, max: 500 }),
        fc.boolean(),
        fc.boolean(),
        ({ mantissa, power }, unit, height, isGiB, isNice) => {
          const top = mantissa * 10 ** power
          const scale = { top: isNice ? niceTop(top) : top, height }
          const read = valueTicks(scale, unit, isGiB ? 'GiB' : 'GB').map(({ y, label }) => {
            const [number, name = ''] = label.split(' ')
            return { y, label, name, value: Number(number.replaceAll(',', '')) * (sizes[name] ?? Number.NaN) }
          })
          expect(read.length).toBeGreaterThanOrEqual(2)
          expect(new Set(read.filter(({ value }) => value !== 0).map(({ name }) => name)).size).toBe(1)
          expect(new Set(read.map(({ label }) => label)).size).toBe(read.length)
          // round values are read exactly; an end that is not round (in its unit: 5 GB are 4.66 GiB) has three digits
          const error = isNice && !(isGiB && unit === 'bytes') ? 1e-6 : 0.005
          for (const { y, value } of read)
            expect(Math.abs(value - yToValue(scale, y))).toBeLessThanOrEqual(scale.top * error)
        },
      ),
    )
  })
})

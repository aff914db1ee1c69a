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
  it('names one unit at the top', () => {
    expect(valueTicks({ top: 0.1, height: 104 }, 's').map(({ label }) => label)).toEqual(['0', '50', '100 ms'])
    expect(valueTicks({ top: 20_000, height: 64 }, 'tokens').map(({ label }) => label)).toEqual(['0', '20 k'])
  })
})

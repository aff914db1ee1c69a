import { describe, expect, it } from 'vitest'
import { patternSearch } from '../../src/kernel/pattern-search.ts'

const box = (start: number, least = -10, most = 10) => ({ start, least, most })

describe('the pattern search', () => {
  it('finds the bottom of a bowl, and of a bent valley', () => {
    const bowl = patternSearch([box(5), box(-7)], ([x, y]) => (x - 1) * (x - 1) + 3 * (y - 2) * (y - 2))
    expect(bowl.values[0]).toBeCloseTo(1, 2)
    expect(bowl.values[1]).toBeCloseTo(2, 2)
    const valley = patternSearch([box(-1, -2, 2), box(1, -2, 2)], ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2)
    expect(valley.loss).toBeLessThan(0.05)
  })

  it('is not stopped by steps, where a gradient is nothing', () => {
    const found = patternSearch([box(9)], ([x]) => Math.ceil(Math.abs(x - 2)))
    expect(found.loss).toBeLessThanOrEqual(1)
  })

  it('stays in bounds, and gives up after the calls it may make', () => {
    let calls = 0
    const found = patternSearch(
      [box(3, 0, 4)],
      ([x]) => {
        calls++
        expect(x >= 0 && x <= 4).toBe(true)
        return -x
      },
      20,
    )
    expect(found.values[0]).toBe(4)
    expect(calls).toBeLessThanOrEqual(25)
  })
})

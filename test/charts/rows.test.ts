import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketAt, bucketise, bucketSeconds, gather } from '../../src/charts/buckets.ts'
import { neighbourOf, rowAt } from '../../src/charts/rows.ts'
import { countWindow } from './windows.ts'

describe('rows by time', () => {
  const rows = { length: 3, start: Float64Array.of(1, 2, 4), ends: 7 }
  it('hold from their start to the next one', () => {
    expect([0.9, 1, 1.9, 2, 5, 7, 7.1].map((time) => rowAt(rows, time))).toEqual([-1, 0, 0, 1, 2, 2, -1])
  })
  it('are walked from start to start', () => {
    expect(neighbourOf(rows, 1, 1)).toBe(2)
    expect(neighbourOf(rows, 3, 1)).toBe(4)
    expect(neighbourOf(rows, 4, 1)).toBe(7)
    expect(neighbourOf(rows, 7, 1)).toBeNull()
    expect(neighbourOf(rows, 3, -1)).toBe(2)
    expect(neighbourOf(rows, 2, -1)).toBe(1)
    expect(neighbourOf(rows, 1, -1)).toBeNull()
  })
})

describe('buckets', () => {
  const window = countWindow(
    { series: ['tokens'] },
    [
      [0, 10],
      [1, 30],
      [4, 8],
    ],
    6,
  )
  it('share a row that spans several by time', () => {
    // 30 tokens in [1, 4) are 10 for each second; 8 in [4, 6) are 4
    expect([...bucketise(window, 0, 6, 1).sum]).toEqual([10, 10, 10, 10, 4, 4])
  })
  it('lie on a grid that does not move with the view', () => {
    // a view from 1.7 s on still has buckets from 1 s, 2 s …
    expect(bucketise(window, 1.7, 4.2, 1)).toMatchObject({ from: 1, length: 4 })
    expect(bucketAt(bucketise(window, 1.7, 4.2, 1), 2.5)).toBe(1)
  })
  it('know how much of them is known', () => {
    expect([...gather(window, 5, 2, 2).known]).toEqual([1, 0])
  })
  it('give a row without duration to the bucket it falls in', () => {
    const last = countWindow({ series: ['tokens'] }, [[2.5, 7]], 2.5)
    expect([...bucketise(last, 0, 4, 1).sum]).toEqual([0, 0, 7, 0])
  })
  it('are round and wide enough', () => {
    // 60 s on 600 px, at least 7 px: 0.7 s, rounded up to 1 s
    expect(bucketSeconds({ t0: 0, t1: 60, width: 600 }, 7)).toBe(1)
  })
  it('lose nothing, whatever their width', () => {
    const gaps = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(gaps, fc.double({ min: 0.05, max: 5, noNaN: true }), (durations, seconds) => {
        let now = 0
        const rows = durations.map((duration, i) => {
          const row = [now, i + 1]
          now += duration
          return row
        })
        const total = rows.reduce((sum, [, amount]) => sum + amount, 0)
        const { sum } = bucketise(countWindow({ series: ['n'] }, rows, now), 0, now + 1e-9, seconds)
        expect(sum.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6)
      }),
      { numRuns: 200, seed: 11 },
    )
  })
})

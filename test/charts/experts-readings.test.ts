/** Balance and locality of experts, by arithmetic on paper. */
import { describe, expect, it } from 'vitest'
import { expertReadings } from '../../src/charts/experts/readings.ts'
import type { GridWindow } from '../../src/kernel/tracks.ts'

/** One layer of eight experts, a row a second. */
const grid = (rows: readonly (readonly number[])[]): GridWindow =>
  ({
    kind: 'grid',
    track: { id: 'experts', title: 'Experts', unit: 'tokens', kind: 'grid', series: ['layer 0'], cells: 8 },
    length: rows.length,
    layers: 1,
    cells: 8,
    start: Float64Array.from(rows, (_, row) => row),
    ends: rows.length,
    sum: Float32Array.from(rows.flat()),
  }) as unknown as GridWindow

describe('readings of experts', () => {
  it('are even where every expert is chosen alike', () => {
    const [reading] = expertReadings(grid([[2, 2, 2, 2, 2, 2, 2, 2]]), 0, 1)
    // 16 activations over 8 experts: the busiest has 2 of a mean of 2, and one of eight experts takes an eighth
    expect(reading).toMatchObject({ activations: 16, touched: 8, imbalance: 1, variation: 0, topShare: 0.125 })
  })

  it('tell a hot expert', () => {
    const [reading] = expertReadings(grid([[8, 8, 0, 0, 0, 0, 0, 0]]), 0, 1)
    // mean 2, busiest 8; deviations 6, 6 and six times −2: variance (36 + 36 + 24) / 8 = 12
    expect(reading.imbalance).toBe(4)
    expect(reading.variation).toBeCloseTo(Math.sqrt(12) / 2)
    expect(reading.topShare).toBe(0.5)
    expect(reading.touched).toBe(2)
  })

  it('measure locality as the overlap of consecutive rows', () => {
    const [reading] = expertReadings(
      grid([
        [1, 1, 0, 0, 0, 0, 0, 0],
        [0, 1, 1, 0, 0, 0, 0, 0],
        [0, 1, 1, 0, 0, 0, 0, 0],
      ]),
      0,
      3,
    )
    // {0, 1} and {1, 2} share one of three; then both of two
    expect(reading.locality).toBeCloseTo((1 / 3 + 1) / 2)
  })

  it('look only at the range, and say nothing of an empty one', () => {
    const rows = [
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 5],
    ]
    expect(expertReadings(grid(rows), 1, 2)[0]).toMatchObject({ activations: 5, touched: 1 })
    expect(expertReadings(grid(rows), 7, 9)[0].imbalance).toBeNaN()
  })
})

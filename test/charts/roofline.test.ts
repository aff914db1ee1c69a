/** Points of a roofline: intensity and rate by arithmetic on paper. */
import { describe, expect, it } from 'vitest'
import { rooflineExtent, rooflineMarks, rooflineSummary, rooflineTable } from '../../src/charts/roofline/marks.ts'
import type { RooflinePoints } from '../../src/engines/serving/asked.ts'

const points: RooflinePoints = {
  length: 3,
  iterations: 3,
  start: Float64Array.of(0, 1, 2),
  time: Float64Array.of(0.01, 0.02, 0.01),
  flop: Float64Array.of(1e12, 8e12, 0),
  bytes: Float64Array.of(1e11, 1e10, 1e9),
  decodeTokens: Float64Array.of(4, 4, 0),
  prefillTokens: Float64Array.of(0, 500, 0),
  peak: 500e12,
  bandwidth: 2e12,
  ridge: 250,
}

describe('marks under the roofline', () => {
  it('are FLOP per byte and FLOP per second; an iteration that computed nothing is none', () => {
    const marks = rooflineMarks(points)
    // 1e12 FLOP over 1e11 B in 10 ms: 10 FLOP/B and 100 TFLOP/s
    expect(marks[0]).toMatchObject({ kind: 'decode', intensity: 10, rate: 1e14, tokens: 4 })
    expect(marks[1]).toMatchObject({ kind: 'both', intensity: 800, rate: 4e14, tokens: 504 })
    expect(marks).toHaveLength(2)
  })

  it('lie inside the axes, with the ridge', () => {
    const marks = rooflineMarks(points)
    const { intensity, rate } = rooflineExtent(points, marks)
    for (const value of [...marks.map((mark) => mark.intensity), points.ridge]) {
      expect(value).toBeGreaterThanOrEqual(intensity[0])
      expect(value).toBeLessThanOrEqual(intensity[1])
    }
    for (const value of [...marks.map((mark) => mark.rate), points.peak]) {
      expect(value).toBeGreaterThanOrEqual(rate[0])
      expect(value).toBeLessThanOrEqual(rate[1])
    }
  })

  it('are a table of the same figures', () => {
    const { columns, rows } = rooflineTable(rooflineMarks(points))
    expect(columns.map(({ unit }) => unit)).toEqual(['s', 's', '', '', 'FLOP/B', 'FLOP/s'])
    expect(rows[0]).toEqual([0, 0.01, 'decode', 4, 10, 1e14])
  })

  it('are summed up by the side of the ridge they lie on', () => {
    expect(rooflineSummary(points, rooflineMarks(points))).toMatch(/^50 % of 2 iterations .* left of the ridge/)
  })
})

/** How well one group of experts serves a segment: by hand, and at its ends. */
import { expect, it } from 'vitest'
import { segmentRouting } from '../../src/formulas/segment-routing.ts'
import { createDraws } from '../../src/kernel/draws.ts'

const drawn = (seed: number, length: number) => {
  const draw = createDraws(seed).stream('rows')
  return Array.from({ length }, (_, row) => {
    const first = Math.floor(draw.at(row, 0) * 8)
    return [first, (first + 1 + Math.floor(draw.at(row, 1) * 7)) % 8]
  })
}

it('of one row is 1: every expert in use is foretold exactly', () => {
  for (const seed of [1, 2, 3]) expect(segmentRouting([drawn(seed, 50)], 8, 1)).toMatchObject({ best: 1, threshold: 1 })
})

it('is 1 where all rows go to the same experts, of any length', () => {
  const same = Array.from({ length: 40 }, () => [2, 5])
  for (const m of [1, 4, 16]) expect(segmentRouting([same], 8, m)).toEqual({ best: 1, threshold: m, active: 0.25 })
})

it('has one threshold for all segments, by hand', () => {
  // Segments of two: {0, 1}, {1, 2}. Uses by expert: 0 2 0 … in the first, 1 once and 2 once in the second.
  const rows = [[0], [0], [1]]
  // Of pairs one has 2 uses, two have 1. From 2 on: 2 × 2 / (2 + 4); from 1 on: 2 × 4 / (6 + 4)
  expect(segmentRouting([rows], 4, 2)).toEqual({ best: 0.8, threshold: 1, active: 3 / 8 })
})

it('is less the longer the segment, where routing is drawn by chance; and nothing without a whole one', () => {
  const at = (m: number) => segmentRouting([drawn(1, 400)], 8, m)?.best ?? 0
  expect(at(4)).toBeGreaterThan(at(16))
  expect(at(16)).toBeGreaterThan(at(64))
  // all experts foretold: of k of E that is 2 k / (E + k)
  expect(at(64)).toBeGreaterThan((2 * 2) / (8 + 2) - 0.01)
  expect(segmentRouting([drawn(1, 3)], 8, 4)).toBeNull()
})

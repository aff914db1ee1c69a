import { expect, it } from 'vitest'
import { wilsonInterval } from '../../src/formulas/wilson-interval.ts'

it('by hand: 8 of 10 are 0.490 to 0.943', () => {
  // (0.8 + 0.192) / 1.384 = 0.717, and 1.96 / 1.384 × √(0.016 + 0.0096) = 0.227
  const [low, high] = wilsonInterval(8, 10)
  expect(low).toBeCloseTo(0.49, 3)
  expect(high).toBeCloseTo(0.943, 3)
})

it('stays between 0 and 1, touches them where none or all hit, and knows nothing of no tries', () => {
  expect(wilsonInterval(0, 10)[0]).toBe(0)
  expect(wilsonInterval(0, 10)[1]).toBeCloseTo(0.278, 3)
  expect(wilsonInterval(10, 10)[1]).toBe(1)
  expect(wilsonInterval(0, 0)).toEqual([0, 1])
})

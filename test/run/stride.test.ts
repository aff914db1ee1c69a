/** Strides between two looks at the clock keep to a few milliseconds, whatever an event costs. */
import { expect, it } from 'vitest'
import { Stride } from '../../src/run/stride.ts'

/** Milliseconds of each of 40 strides where an event costs so much. */
function strides(perEvent: number, most = 2000): number[] {
  const stride = new Stride(most)
  return Array.from({ length: 40 }, () => {
    const took = stride.events * perEvent
    stride.adapt(took)
    return took
  })
}

it('settles where a stride is a few milliseconds, from a first one that cannot be long', () => {
  // given events of 20 ms: 16 of them, then 8, 4, 2, and one at a time from then on
  expect(strides(20).slice(0, 6)).toEqual([320, 160, 80, 40, 20, 20])
  // given events of 0.01 ms: doubled until they are a millisecond
  expect(strides(0.01).at(-1)).toBeGreaterThan(1)
  expect(strides(0.01).at(-1)).toBeLessThan(4)
})

it('never asks for more events than it may', () => {
  expect(Math.max(...strides(1e-6, 128))).toBeCloseTo(128e-6)
})

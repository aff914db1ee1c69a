import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCivilClock, daysFromCivil } from '../../src/traces/civil-time.ts'

it('counts days as the platform does, over four centuries', () => {
  // Date is banned in the core and welcome as its oracle.
  fc.assert(
    fc.property(fc.integer({ min: -80_000, max: 80_000 }), (days) => {
      const date = new Date(days * 86_400_000)
      expect(daysFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(days)
    }),
  )
})

it('counts ticks of 100 ns exactly, over midnight and back', () => {
  const clock = createCivilClock()
  const noon = clock('2023-11-16 12:00:00.0000000')
  expect(clock('2023-11-16 12:00:00.0000001') - noon).toBe(1)
  expect(clock('2023-11-17 00:00:00') - noon).toBe(12 * 3600 * 1e7)
  expect(clock('2023-11-15T12:00:00') - noon).toBe(-24 * 3600 * 1e7)
  expect(clock('2023-11-16 14:00:00+02:00') - noon).toBe(0)
  expect(clock('2020-11-16 12:00:00')).toBeGreaterThan(0)
})

it('gives NaN for what is no date', () => {
  const clock = createCivilClock()
  for (const text of [
    '',
    '2023',
    '2023-13-01 00:00:00',
    '2023-00-01 00:00:00',
    '2023-01-32 00:00:00',
    '2023-01-01 24:00:00',
    '12:00',
  ]) {
    expect(clock(text)).toBeNaN()
  }
})

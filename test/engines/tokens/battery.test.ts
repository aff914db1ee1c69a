import { describe, expect, it } from 'vitest'
import { measureMethod } from '../../../src/engines/tokens/battery/battery.ts'
import { chiSquare } from '../../../src/engines/tokens/battery/chi-square.ts'
import { firstTokenMethods, measureFirstToken } from '../../../src/engines/tokens/battery/first-token.ts'
import { toyMethods } from '../../../src/engines/tokens/battery/toy-methods.ts'
import { assets } from './models.ts'

// 40,000 texts: the mildest mistake has χ²/N = 0.2, forty times what chance gives.
const SAMPLES = 40_000

describe('the losslessness battery (T1, T4)', () => {
  it.each(toyMethods.filter(({ mistake }) => mistake === undefined).map((method) => [method.id, method] as const))(
    '%s writes as the target alone would: |z| < 4',
    (_id, method) => {
      expect(Math.abs(measureMethod(method, SAMPLES, 3).z)).toBeLessThan(4)
    },
  )

  it.each(toyMethods.filter(({ mistake }) => mistake !== undefined).map((method) => [method.id, method] as const))(
    '%s is caught: z > 20',
    (_id, method) => {
      expect(measureMethod(method, SAMPLES, 3).z).toBeGreaterThan(20)
    },
  )

  it('has a χ² that knows a fair die from a loaded one', () => {
    const sixth = Array(6).fill(1 / 6)
    expect(Math.abs(chiSquare([1020, 960, 1010, 1040, 980, 990], sixth).z)).toBeLessThan(2)
    expect(chiSquare([1200, 960, 960, 960, 960, 960], sixth).z).toBeGreaterThan(4)
  })
})

describe('the losslessness battery on the real pair (T2)', () => {
  it.each(firstTokenMethods.map((method) => [method.title, method] as const))(
    '%s: first tokens come as often as the target alone would write them',
    (_title, method) => {
      const { z, degrees } = measureFirstToken(method, assets, 4000)
      // many tokens are likely there: an easy place would prove nothing
      expect(degrees).toBeGreaterThan(20)
      expect(Math.abs(z)).toBeLessThan(4)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { boardPower } from '../../src/formulas/board-power.ts'

describe('the power of a board', () => {
  it('is a tenth of the rated one at rest and all of it where arithmetic saturates', () => {
    expect(boardPower(700, 0, 0)).toBeCloseTo(70, 9)
    expect(boardPower(700, 1, 0.6)).toBeCloseTo(700, 9)
  })

  it('is that of a measured H100 at batch 1, and within an eighth of it at batch 128', () => {
    expect(boardPower(700, 1, 0.001)).toBeGreaterThan(295)
    expect(boardPower(700, 1, 0.001)).toBeLessThan(315)
    expect(Math.abs(boardPower(700, 1, 0.2) / 600 - 1)).toBeLessThan(0.125)
  })

  it('rises with busy time and with utilisation', () => {
    for (let i = 1; i <= 10; i++) {
      expect(boardPower(400, i / 10, 0.1)).toBeGreaterThan(boardPower(400, (i - 1) / 10, 0.1))
      expect(boardPower(400, 0.8, i * 0.045)).toBeGreaterThan(boardPower(400, 0.8, (i - 1) * 0.045))
    }
  })
})

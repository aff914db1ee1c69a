import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseDecimal } from '../../src/traces/decimal.ts'

const parse = (text: string): number => parseDecimal(`,${text},`, 1, 1 + text.length)

it('gives the same number as Number() for every decimal', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(String(value))).toBe(value === 0 ? 0 : value) // String(−0) is "0"
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,25}(\.\d{0,25})?$/), (text) => {
      expect(parse(text)).toBe(Number(text))
    }),
  )
})

it('gives NaN for what is no decimal', () => {
  for (const text of ['', '.', ' ', '0x10', '1_000', '1,5', '--1', 'NaN', 'Infinity', '1e', '1.2.3'])
    expect(parse(text)).toBeNaN()
})

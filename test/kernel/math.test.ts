import { describe, expect, it } from 'vitest'
import { cos, exp, expm1, log, log1p, pow, sin, tanh } from '../../src/kernel/math.ts'

// Nearest doubles of the exact values, from mpmath at 90 digits.
const references: readonly [name: string, value: number, exact: number][] = [
  ['exp 1', exp(1), Math.E],
  ['exp −745', exp(-745), 5e-324],
  ['exp 700', exp(700), 1.0142320547350045e304],
  ['expm1 1e-10', expm1(1e-10), 1.00000000005e-10],
  ['expm1 −0.3', expm1(-0.3), -0.2591817793182821],
  ['expm1 37.2', expm1(37.2), 1.4313792817412866e16],
  ['log 2', log(2), Math.LN2],
  ['log 1.0000001', log(1.0000001), 9.999999505838704e-8],
  ['log 5e-324', log(5e-324), -744.4400719213812],
  ['log1p −0.75', log1p(-0.75), -1.3862943611198906],
  ['log1p 1e-12', log1p(1e-12), 9.999999999995e-13],
  ['pow 1.0001^10000', pow(1.0001, 10000), 2.7181459268249255],
  ['pow 10^−5', pow(10, -5), 1e-5],
  ['pow 0.3^0.7', pow(0.3, 0.7), 0.4305116202499342],
  ['pow 3e-142^2.17', pow(3e-142, 2.17), 7.858743655441313e-308],
  ['sin 3', sin(3), 0.1411200080598672],
  ['sin 1e22', sin(1e22), -0.8522008497671888],
  ['cos 1e22', cos(1e22), 0.523214785395139],
  ['cos π/2', cos(Math.PI / 2), 6.123233995736766e-17],
  ['tanh 0.2', tanh(0.2), 0.197375320224904],
]

/** Distance in units in the last place of `exact`. */
const ulps = (value: number, exact: number): number => {
  const size = Math.abs(exact)
  const ulp = size < 2 ** -1022 ? 2 ** -1074 : 2 ** (Math.floor(Math.log2(size)) - 52)
  return Math.abs(value - exact) / ulp
}

describe('math', () => {
  it.each(references)('%s is within one unit in the last place', (_, value, exact) => {
    expect(ulps(value, exact)).toBeLessThanOrEqual(1)
  })

  it('follows the built-in functions to 2 ulp over their ranges', () => {
    // The engine's own functions are within 1 ulp, and so are ours: together 2.
    const pairs = [
      [exp, Math.exp, 700],
      [expm1, Math.expm1, 30],
      [sin, Math.sin, 1e5],
      [cos, Math.cos, 1e5],
      [tanh, Math.tanh, 20],
    ] as const
    for (const [ours, theirs, range] of pairs) {
      for (let i = 1; i < 5000; i++) {
        const x = range * (2 * ((i * 0.6180339887) % 1) - 1)
        expect(ulps(ours(x), theirs(x))).toBeLessThanOrEqual(2)
      }
    }
    for (let i = 1; i < 5000; i++) {
      const x = 10 ** (600 * ((i * 0.6180339887) % 1) - 300)
      expect(ulps(log(x), Math.log(x))).toBeLessThanOrEqual(2)
      expect(ulps(log1p(x), Math.log1p(x))).toBeLessThanOrEqual(2)
    }
  })

  it('gives every power of two and every small whole power exactly', () => {
    for (let k = -1074; k < 1024; k++) expect(pow(2, k)).toBe(2 ** k)
    for (let base = 1; base < 100; base++) {
      for (let n = 0, product = 1; product < 2 ** 53; n++, product *= base) {
        expect(pow(base, n)).toBe(product)
        if (base === 1 && n === 5) break
      }
    }
  })

  it('is exact at the edges: NaN, infinities, signed zeros and subnormals', () => {
    for (const f of [exp, expm1, log, log1p, sin, cos, tanh]) expect(f(NaN)).toBeNaN()
    expect([exp(Infinity), exp(-Infinity), exp(710), exp(-746)]).toEqual([Infinity, 0, Infinity, 0])
    expect([expm1(Infinity), expm1(-Infinity), expm1(-0)]).toEqual([Infinity, -1, -0])
    expect([log(0), log(-0), log(-1), log(Infinity), log(1)]).toEqual([-Infinity, -Infinity, NaN, Infinity, 0])
    expect([log1p(-1), log1p(-2), log1p(-0), log1p(Infinity)]).toEqual([-Infinity, NaN, -0, Infinity])
    expect([sin(-0), sin(Infinity), cos(0), cos(-Infinity)]).toEqual([-0, NaN, 1, NaN])
    expect([tanh(Infinity), tanh(-Infinity), tanh(-0), tanh(5e-324)]).toEqual([1, -1, -0, 5e-324])
  })

  it('raises to powers with the special cases of the language', () => {
    const values = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 5e-324, 1e308, 9007199254740991]
    for (const base of values) {
      for (const y of values) {
        const theirs = base ** y
        const ours = pow(base, y)
        if (Number.isFinite(theirs) && theirs !== 0) expect(ulps(ours, theirs)).toBeLessThanOrEqual(2)
        else expect(ours).toBe(theirs)
      }
    }
  })

  it('has the same bytes wherever it runs', () => {
    // Written down once: a change of any last bit of any function shows here.
    let h = 0
    const words = new Uint32Array(new Float64Array(1).buffer)
    const view = new Float64Array(words.buffer)
    for (let i = 1; i <= 1000; i++) {
      for (const value of [
        exp(i / 9),
        expm1(i / 99),
        log(i),
        log1p(i / 7),
        pow(i, 1.7),
        sin(i),
        cos(i),
        tanh(i / 400),
      ]) {
        view[0] = value
        h = Math.imul(h ^ words[0], 0x01000193) ^ words[1]
      }
    }
    expect((h >>> 0).toString(16)).toBe('1982a4ef')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDraws } from '../../src/kernel/draws.ts'

/** χ² of pairs (u, v) over a 16 × 16 grid: 255 degrees of freedom, mean 255, standard deviation √(2 × 255) = 22.6. */
function chiSquareOfPairs(pairs: number, pair: (i: number) => readonly [number, number]): number {
  const cells = new Float64Array(256)
  for (let i = 0; i < pairs; i++) {
    const [u, v] = pair(i)
    cells[Math.floor(u * 16) * 16 + Math.floor(v * 16)]++
  }
  const expected = pairs / 256
  return cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}
// Five standard deviations: a fair generator exceeds this about once in 10^6 tests of one fixed seed.
const LIMIT = 255 + 5 * 22.6

describe('draws', () => {
  it('are a function of seed, purpose and key, not of when they are asked', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(), fc.nat(), (seed, purpose, a, b) => {
        const early = createDraws(seed).stream(purpose).at(a, b)
        const draws = createDraws(seed)
        draws.stream('something else').at(1)
        const stream = draws.stream(purpose)
        stream.at(b, a)
        expect(stream.at(a, b)).toBe(early)
      }),
    )
  })

  it('lie strictly between 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.nat(), (seed, a, b) => {
        const u = createDraws(seed).stream('x').at(a, b)
        expect(u > 0 && u < 1).toBe(true)
      }),
    )
  })

  it('have neighbours in either key that know nothing of each other', () => {
    const stream = createDraws(7).stream('acceptance')
    expect(chiSquareOfPairs(100_000, (i) => [stream.at(i), stream.at(i + 1)])).toBeLessThan(LIMIT)
    expect(chiSquareOfPairs(100_000, (i) => [stream.at(3, i), stream.at(3, i + 1)])).toBeLessThan(LIMIT)
    expect(chiSquareOfPairs(100_000, (i) => [stream.at(i, 0), stream.at(i, 1)])).toBeLessThan(LIMIT)
    expect(chiSquareOfPairs(100_000, (i) => [stream.at(i, 5), stream.at(5, i)])).toBeLessThan(LIMIT)
  })

  it('have streams and seeds that know nothing of each other', () => {
    const draws = createDraws(7)
    const [one, other] = [draws.stream('arrivals'), draws.stream('lengths')]
    expect(chiSquareOfPairs(100_000, (i) => [one.at(i), other.at(i)])).toBeLessThan(LIMIT)
    const nextSeed = createDraws(8).stream('arrivals')
    expect(chiSquareOfPairs(100_000, (i) => [one.at(i), nextSeed.at(i)])).toBeLessThan(LIMIT)
  })

  it('are uniform', () => {
    // χ² over 256 cells of 100,000 draws has the same 255 degrees of freedom.
    const stream = createDraws(1).stream('x')
    const cells = new Float64Array(256)
    for (let i = 0; i < 100_000; i++) cells[Math.floor(stream.at(i) * 256)]++
    const expected = 100_000 / 256
    expect(cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(LIMIT)
  })

  it('are written down: a change of the generator changes every published run', () => {
    const stream = createDraws(1).stream('arrivals')
    expect([stream.word(0), stream.word(1), stream.word(1, 1)]).toEqual([3_736_781_063, 4_142_855_898, 286_124_986])
  })
})

/** The band draws rates and overheads around their middles, the same for the same draw, and moves figures both ways. */
import { describe, expect, it } from 'vitest'
import { atDraw, BAND_DRAWS } from '../../../../src/engines/serving/cost/band.ts'
import { costSettings } from '../../../../src/engines/serving/cost/settings.ts'
import { defaultExperiment } from '../../../../src/experiment/defaults.ts'
import { measureBand } from '../../../../src/run/measure-band.ts'
import { Shelf } from '../../../../src/run/shelf.ts'

const middle = costSettings.parse({})
const draws = Array.from({ length: BAND_DRAWS }, (_, i) => atDraw({ ...middle, draw: i + 1 }))
const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

describe('a draw of the band', () => {
  it('0 is the middle itself', () => {
    expect(atDraw(middle)).toBe(middle)
  })

  it('moves rates by a quarter and overheads by two thirds, as often up as down', () => {
    for (const key of ['computeFactor', 'memoryFactor', 'networkFactor'] as const) {
      const factors = draws.map((settings) => settings[key])
      expect(medianOf(factors)).toBeGreaterThan(0.85)
      expect(medianOf(factors)).toBeLessThan(1.18)
      expect(Math.min(...factors)).toBeLessThan(0.75)
      expect(Math.max(...factors)).toBeGreaterThan(1.3)
    }
    const overheads = draws.map(({ iterationOverheadUs }) => iterationOverheadUs / middle.iterationOverheadUs)
    expect(Math.min(...overheads)).toBeLessThan(0.5)
    expect(Math.max(...overheads)).toBeGreaterThan(2)
  })

  it('draws rates independently: fast memory does not mean fast arithmetic', () => {
    const [a, b] = [draws.map((one) => Math.log(one.computeFactor)), draws.map((one) => Math.log(one.memoryFactor))]
    const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * y[i], 0)
    expect(Math.abs(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)))).toBeLessThan(0.35)
  })

  it('leaves an ideal run ideal', () => {
    const experiment = defaultExperiment('serving')
    const document = {
      ...experiment,
      setup: { cost: { ideal: true }, workload: { id: 'poisson', knobs: { requests: 20 } } },
    }
    const band = measureBand(document, { path: 'cost.draw', draws: 4 }, new Shelf())
    if (!band.ok) throw new Error(band.problems[0].message)
    const { low, high } = band.value.a['tpot.p50']
    expect(high).toBe(low)
  })
})

it('the band of a run lies around its figures, for every arm', () => {
  const document = {
    ...defaultExperiment('serving'),
    setup: { workload: { id: 'poisson', knobs: { requests: 30 } } },
    arms: { a: {}, b: { accelerator: { id: 'h200-sxm' } } },
  }
  const band = measureBand(document, { path: 'cost.draw', draws: BAND_DRAWS }, new Shelf())
  if (!band.ok) throw new Error(band.problems[0].message)
  const [a, b] = [band.value.a['tpot.p50'], band.value.b['tpot.p50']]
  expect(a.high / a.low).toBeGreaterThan(1.3)
  expect(a.high / a.low).toBeLessThan(2.5)
  // more bandwidth: the whole band is lower
  expect(b.low).toBeLessThan(a.low)
  expect(b.high).toBeLessThan(a.high)
})

import { describe, expect, it } from 'vitest'
import { boundedParetoMean } from '../../../../../src/engines/serving/roles/length/heavy-tailed.ts'
import { lengths } from '../../../../../src/engines/serving/roles/length/index.ts'
import { lengthOf, momentsOf } from '../workload/stage.ts'

const N = 40_000
const sample = (id: string, knobs: Readonly<Record<string, unknown>>): number[] => {
  const length = lengthOf(id, knobs)
  return Array.from({ length: N }, (_, index) => length.tokens(index))
}

describe('lengths', () => {
  it.each(lengths.map(({ id }) => id))('%s is a whole number of at least 1 at its smallest and largest knobs', (id) => {
    for (const knobs of [
      { mean: 1, cv: 5, shape: 0.5, tokens: 1, shortest: 1, width: 0 },
      { mean: 100_000, cv: 5, shape: 5 },
    ]) {
      const accepted = Object.fromEntries(Object.entries(knobs).filter(([knob]) => knob in lengthKnobs(id)))
      const isLength = (tokens: number) => Number.isInteger(tokens) && tokens >= 1 && tokens <= 10_000_000
      expect(sample(id, accepted).filter((tokens) => !isLength(tokens))).toEqual([])
    }
  })

  it.each(lengths.map(({ id }) => id))('%s draws by request number, not by order of asking', (id) => {
    const [one, other] = [lengthOf(id, {}), lengthOf(id, {})]
    const forwards = [0, 1, 2, 3].map((index) => one.tokens(index))
    const backwards = [3, 2, 1, 0].map((index) => other.tokens(index))
    expect(backwards.reverse()).toEqual(forwards)
  })

  it('fixed is fixed', () => {
    expect(momentsOf(sample('fixed', { tokens: 77 }))).toEqual({ mean: 77, cv: 0 })
  })

  it('uniform reaches both ends and has the mean between them', () => {
    // given 10 … 14: mean 12, variance (5² − 1) / 12 = 2
    const lengthsDrawn = sample('uniform', { shortest: 10, width: 4 })
    expect([Math.min(...lengthsDrawn), Math.max(...lengthsDrawn)]).toEqual([10, 14])
    expect(Math.abs(momentsOf(lengthsDrawn).mean - 12)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(N))
  })

  it.each([0.5, 1, 1.5])('log-normal has the mean and the variation %d it was asked for', (cv) => {
    const { mean, cv: measured } = momentsOf(sample('log-normal', { mean: 1000, cv }))
    expect(Math.abs(mean / 1000 - 1)).toBeLessThan((5 * cv) / Math.sqrt(N))
    // The sample cv of a skewed law errs more: 10 % covers five standard errors up to cv 1.5 and this many draws.
    expect(Math.abs(measured / cv - 1)).toBeLessThan(0.1)
  })

  it('log-normal without variation is its mean', () => {
    expect(momentsOf(sample('log-normal', { mean: 250, cv: 0 }))).toEqual({ mean: 250, cv: 0 })
  })

  it.each([0.8, 1, 1.5, 3])('heavy-tailed of shape %d has its mean and stays below its longest', (shape) => {
    const drawn = sample('heavy-tailed', { mean: 1000, shape, longest: 50 })
    const { mean, cv } = momentsOf(drawn)
    expect(Math.abs(mean / 1000 - 1)).toBeLessThan((5 * cv) / Math.sqrt(N))
    expect(Math.max(...drawn)).toBeLessThanOrEqual(50_000)
  })

  it('the mean of a bounded Pareto agrees with the integral of its quantiles', () => {
    // α 2 on [1, 10]: (1 / (1 − 1/100)) × 2 × (1 − 1/10) = 1.81818…
    expect(boundedParetoMean(1, 10, 2)).toBeCloseTo(1.8 / 0.99, 12)
    // α 1 on [1, 10]: 10 / 9 × ln 10 = 2.55843…, and both forms meet there
    expect(boundedParetoMean(1, 10, 1)).toBeCloseTo(2.558427881104495, 12)
    expect(boundedParetoMean(1, 10, 1 + 2e-6)).toBeCloseTo(2.558427881104495, 4)
  })
})

function lengthKnobs(id: string): object {
  const definition = lengths.find((length) => length.id === id)
  return definition?.knobs.parse({}) as object
}

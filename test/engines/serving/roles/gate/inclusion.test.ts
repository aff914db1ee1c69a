import { describe, expect, it } from 'vitest'
import { inclusionProbabilities } from '../../../../../src/engines/serving/roles/gate/inclusion.ts'

const zipf = (experts: number, skew: number): Float64Array => {
  const weights = new Float64Array(experts).map((_, i) => (i + 1) ** -skew)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}

/** The oracle: adds up the probability of every order in which `active` experts can be drawn. */
function enumerated(weights: Float64Array, active: number): number[] {
  const result = new Array<number>(weights.length).fill(0)
  const draw = (taken: readonly number[], probability: number): void => {
    if (taken.length === active) {
      for (const e of taken) result[e] += probability
      return
    }
    const left = weights.reduce((sum, weight, e) => (taken.includes(e) ? sum : sum + weight), 0)
    for (let e = 0; e < weights.length; e++)
      if (!taken.includes(e)) draw([...taken, e], (probability * weights[e]) / left)
  }
  draw([], 1)
  return result
}

describe('inclusion probabilities', () => {
  it.each([
    [8, 0.6, 2],
    [8, 2, 2],
    [8, 2, 4],
    [5, 2, 4],
    [16, 1, 1],
    [64, 0.6, 2],
  ])(
    'of %i experts, Zipf exponent %f, %i active, are those of drawing one after the other',
    (experts, skew, active) => {
      const weights = zipf(experts, skew)
      const wanted = enumerated(weights, active)
      inclusionProbabilities(weights, active).forEach((π, e) => {
        expect(Math.abs(π / wanted[e] - 1)).toBeLessThan(1e-6)
      })
    },
  )

  it.each([
    [256, 8, 0],
    [512, 64, 2],
    [512, 256, 2],
  ])('of %i experts sum to the %i active ones, and fall with popularity (Zipf %f)', (experts, active, skew) => {
    const π = inclusionProbabilities(zipf(experts, skew), active)
    expect(Math.abs(π.reduce((sum, one) => sum + one, 0) - active)).toBeLessThan(1e-5)
    for (let e = 1; e < experts; e++) expect(π[e]).toBeLessThan(π[e - 1] + 1e-5)
  })
})

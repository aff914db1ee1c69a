/** The states of a reproduction are given by rule: what the seeds resolve, in which direction, and how far from the claim. */
import { describe, expect, it } from 'vitest'
import { type Claimed, verdictOf } from '../../src/experiment/reproduction.ts'

const claimed: Claimed = { metric: 'itl.p99', better: 'lower', gain: 4, factor: 1.5 }
/** Gains of a mechanism over a baseline of 8. */
const of = (gains: readonly number[], claim = claimed) =>
  verdictOf(
    claim,
    gains.map((gain, i) => ({
      seed: i + 1,
      figures: [8, claim.better === 'lower' ? 8 / gain : 8 * gain],
    })),
  )

describe('the state of a reproduction', () => {
  it.each([
    [[4, 4.1, 3.9, 4, 4.2], 'size comparable'],
    [[2, 2.1, 1.9, 2, 2.2], 'direction confirmed'],
    [[9, 9.1, 8.9, 9, 9.2], 'direction confirmed'],
    [[0.5, 0.52, 0.49, 0.5, 0.51], 'contradicted'],
    [[1, 1, 1, 1, 1], 'runs'],
    // a direction that five seeds do not resolve
    [[3, 0.4, 2, 0.6, 1.5], 'runs'],
    // two seeds must agree closely: Student's t of one degree of freedom is 12.7
    [[2, 4], 'runs'],
  ])('of gains %j is %s', (gains, state) => {
    expect(of(gains).state).toBe(state)
  })

  it('is the same for a figure that is to rise', () => {
    expect(of([4, 4.1, 3.9], { ...claimed, better: 'higher' }).state).toBe('size comparable')
    expect(of([0.5, 0.52, 0.49], { ...claimed, better: 'higher' }).state).toBe('contradicted')
  })

  it('never calls a size comparable where the paper claims none', () => {
    expect(of([4, 4.1, 3.9], { ...claimed, gain: null }).state).toBe('direction confirmed')
  })

  it('averages gains as logarithms, and gives the interval in gains', () => {
    const { gain, spread } = of([2, 8])
    expect(gain).toBeCloseTo(4, 9)
    expect(spread[0]).toBeLessThan(1)
    expect(spread[1] * spread[0]).toBeCloseTo(16, 6)
  })
})

/** Overflowing answers: how many reach a length, what a reminder does by kind, and what answers to one prompt have in common. */
import { describe, expect, it } from 'vitest'
import { withinOf } from '../../../../../src/engines/serving/metrics/answers.ts'
import { lengthOf } from '../workload/stage.ts'

const N = 40_000
const draw = (knobs: Readonly<Record<string, unknown>>): number[] => {
  const length = lengthOf('overflowing', { share: 1, ...knobs })
  return Array.from({ length: N }, (_, index) => length.tokens(index))
}
const reaching = (tokens: number, drawn: readonly number[]): number =>
  drawn.filter((each) => each >= tokens).length / drawn.length

describe('overflowing answers', () => {
  it('reach 1,000, 3,000 and 5,000 tokens as often as their law says', () => {
    const drawn = draw({})
    // a quarter at the cap; of the others 1 − Φ(ln(k / 1500) / 0.6): 0.750, 0.124, 0.022. Five standard errors are 0.0125.
    expect(Math.abs(reaching(1000, drawn) - (0.25 + 0.75 * 0.75))).toBeLessThan(0.0125)
    expect(Math.abs(reaching(3000, drawn) - (0.25 + 0.75 * 0.124))).toBeLessThan(0.0125)
    expect(Math.abs(reaching(5000, drawn) - (0.25 + 0.75 * 0.022))).toBeLessThan(0.0125)
  })

  it('of nine kinds spread wider than those of one, around the same middle', () => {
    const [one, nine] = [draw({ capShare: 0 }), draw({ capShare: 0, kinds: 9 })].map((drawn) =>
      drawn.toSorted((a, b) => a - b),
    )
    expect(Math.abs(nine[N / 2] / one[N / 2] - 1)).toBeLessThan(0.05)
    expect(nine[N * 0.05]).toBeLessThan(0.95 * one[N * 0.05])
    expect(nine[N * 0.95]).toBeGreaterThan(1.05 * one[N * 0.95])
  })

  it('are of the kind that their prompt is, so that a reminder does least for the kind that goes on longest', () => {
    // without any other variation: medians 1500 × 3^((2i + 1) / 3 − 1), and a reminder leaves 0.5 × the same factor of each
    const sure = { sigma: 0, overflowSigma: 0, capShare: 0, kinds: 3, differ: 3, cap: 100_000 }
    const kinds = [...new Set(draw(sure))].sort((a, b) => a - b)
    expect(kinds).toEqual([721, 1500, 3120])
    const reminded = [...new Set(draw({ ...sure, heeds: 1, reminder: 0.5 }))].sort((a, b) => a - b)
    expect(reminded).toEqual([721 * 0.5 * 0.481, 750, 3120].map((tokens) => Math.round(tokens)))
  })

  it('have a prompt’s part in common, as much as they are alike', () => {
    const groups = (alike: number): number[][] => {
      const length = lengthOf('overflowing', { share: 0, alike, cap: 100_000 })
      return Array.from({ length: 2000 }, (_, prompt) =>
        Array.from({ length: 5 }, (_, sample) => Math.log(length.tokens(sample * 2000 + prompt, prompt))),
      )
    }
    // given that half of the variance is the prompt’s, half of it is within; nothing is where it all is the prompt’s
    expect(withinOf(groups(0.5)) ?? Number.NaN).toBeCloseTo(0.5, 1)
    expect(withinOf(groups(0)) ?? Number.NaN).toBeCloseTo(1, 1)
    expect(withinOf(groups(1)) ?? Number.NaN).toBeCloseTo(0, 12)
  })
})

describe('the variation within groups', () => {
  it('is the mean variance inside over the variance of all', () => {
    // inside: (0.5 + 0.5) / 2 = 0.5; all of 1, 2, 5, 6: mean 3.5, squares 6.25 + 2.25 + 2.25 + 6.25 = 17, over 3
    const groups = [
      [1, 2],
      [5, 6],
    ]
    expect(withinOf(groups)).toBeCloseTo(0.5 / (17 / 3), 12)
  })

  it('is of groups of two or more, and of none where nothing varies', () => {
    expect(withinOf([[1], [2], [3]])).toBeNull()
    expect(
      withinOf([
        [2, 2],
        [2, 2],
      ]),
    ).toBeNull()
  })
})

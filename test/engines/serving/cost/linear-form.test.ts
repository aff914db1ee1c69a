/** The published lines in tokens, through the engine's own cost seam: every figure of the source comes out, and nothing else. */
import { describe, expect, it } from 'vitest'
import { LAUNCH, LAUNCH_PER_POSITION, linearFits } from '../../../../src/catalog/linear-fits.ts'
import type { Duty } from '../../../../src/engines/serving/contracts/placement.ts'
import { createCostModel } from '../../../../src/engines/serving/cost/cost-model.ts'
import { createWork, onePiece } from '../../../../src/engines/serving/cost/work.ts'
import { setUp } from './set-up.ts'

const costOf = (tensor: number, duty: Duty = 'whole', form: 'linear' | 'linear, slower engine' = 'linear') =>
  createCostModel({ ...setUp({ model: 'opt-13b', tensor, settings: { form } }), duty })
const launch = (positions: number) => LAUNCH + LAUNCH_PER_POSITION * positions

const prompt = (tokens: number, cached = 0) => onePiece(createWork(), tokens, cached)
const streams = (count: number, context: number) => {
  const work = createWork()
  return Object.assign(work, {
    tokens: count,
    peakTokens: count,
    logitRows: count,
    decodeSequences: count,
    decodeContext: context,
    decodePairs: context,
  })
}

describe('lines in tokens', () => {
  it('say of a short prompt that reading the weights bounds it, of a long one its tokens', () => {
    const longest = (tokens: number) => {
      const terms = costOf(1).explain(prompt(tokens))
      return terms.reduce((a, b) => (b.time > a.time ? b : a)).bound
    }
    // 18.1 ms are as much as 178 tokens of 0.1019 ms
    expect([longest(100), longest(300)]).toEqual(['memory', 'compute'])
  })

  it.each([
    [1, 18.1 + 0.1019 * 1000 + 7.12e-6 * 1e6],
    [2, 14.74 + 0.0686 * 1000 + 2.45e-6 * 1e6],
    [4, 12.06 + 0.0381 * 1000 + 5.23e-7 * 1e6],
  ])('a prompt of 1,000 tokens at tensor parallelism %i takes what was published', (tensor, ms) => {
    expect(costOf(tensor, 'prefill').iteration(prompt(1000)) * 1000).toBeCloseTo(ms + launch(1000) * 1000, 9)
  })

  it('streams take what was published below 95 of them and from there on', () => {
    const at = (count: number) => costOf(1).iteration(streams(count, 50_000)) * 1000 - launch(50_000) * 1000
    expect(at(94)).toBeCloseTo(19.93 + 6.27e-4 * 50_000 + 0.0385 * 94, 9)
    expect(at(95)).toBeCloseTo(7.17 + 5.8e-4 * 50_000 + 0.158 * 95, 9)
  })

  it('launches streams for all positions of their contexts, as the source does', () => {
    // 40 streams over 40 × 855 = 34,200 positions: 19.93 + 6.27e-4 × 34,200 + 0.0385 × 40 = 42.9134 ms, and 2 + 1e-4 × 34,200 = 5.42 ms
    expect(costOf(1).iteration(streams(40, 34_200)) * 1000).toBeCloseTo(42.9134 + 5.42, 9)
  })

  it('launches a pipeline once, on the stage that the others wait for', () => {
    const setup = setUp({ model: 'opt-13b', pipeline: 2, settings: { form: 'linear' } })
    const cost = createCostModel({ ...setup, duty: 'whole' })
    // two stages: 42.9134 / 2 + 2 ms of handing on each, and 5.42 ms of launch on the first
    expect(cost.stage(streams(40, 34_200)) * 1000).toBeCloseTo(42.9134 / 2 + 2 + 5.42, 9)
    expect(cost.iteration(streams(40, 34_200)) * 1000).toBeCloseTo(42.9134 + 4 + 5.42, 9)
  })

  it('a prompt in pieces pays for the square of its whole length', () => {
    const cost = costOf(1)
    const whole = cost.iteration(prompt(1000))
    const halves = cost.iteration(prompt(500)) + cost.iteration(prompt(500, 500))
    // two constants and two launches instead of one, and the second counts the 500 that the first has computed
    expect((halves - whole) * 1000).toBeCloseTo(18.1 + 2 + 500 * 1e-4, 6)
  })

  it('has no fit for what was not published, and a slower engine for the comparison', () => {
    expect(linearFits.find(({ tensor }) => tensor === 4)?.decode).toBeNull()
    const slower = costOf(1, 'whole', 'linear, slower engine').iteration(prompt(1000))
    expect(slower * 1000).toBeCloseTo(22.05 + 140.5 + 8.08 + launch(1000) * 1000, 6)
  })

  it('explains an iteration by the terms that it adds up', () => {
    const cost = costOf(2)
    const work = Object.assign(streams(20, 9000), {
      tokens: 320,
      prefillSequences: 1,
      prefillPairs: 45_150,
      prefillContext: 300,
    })
    const sum = cost.explain(work).reduce((all, { time }) => all + time, 0)
    expect(sum).toBeCloseTo(cost.iteration(work), 12)
  })
})

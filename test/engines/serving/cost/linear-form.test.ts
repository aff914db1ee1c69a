/** The published lines in tokens, through the engine's own cost seam: every figure of the source comes out, and nothing else. */
import { describe, expect, it } from 'vitest'
import { LAUNCH, LAUNCH_PER_TOKEN, linearFits } from '../../../../src/catalog/linear-fits.ts'
import { createCostModel } from '../../../../src/engines/serving/cost/cost-model.ts'
import { createWork, onePiece } from '../../../../src/engines/serving/cost/work.ts'
import type { Duty } from '../../../../src/engines/serving/roles.ts'
import { setUp } from './set-up.ts'

const costOf = (tensor: number, duty: Duty = 'whole', form: 'linear' | 'linear, slower engine' = 'linear') =>
  createCostModel({ ...setUp({ model: 'opt-13b', tensor, settings: { form } }), duty })
const launch = (tokens: number) => LAUNCH + LAUNCH_PER_TOKEN * tokens

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
  it.each([
    [1, 18.1 + 0.1019 * 1000 + 7.12e-6 * 1e6],
    [2, 14.74 + 0.0686 * 1000 + 2.45e-6 * 1e6],
    [4, 12.06 + 0.0381 * 1000 + 5.23e-7 * 1e6],
  ])('a prompt of 1,000 tokens at tensor parallelism %i takes what was published', (tensor, ms) => {
    expect(costOf(tensor, 'prefill').iteration(prompt(1000)) * 1000).toBeCloseTo(ms + launch(1000) * 1000, 9)
  })

  it('streams take what was published below 95 of them and from there on', () => {
    const at = (count: number) => costOf(1).iteration(streams(count, 50_000)) * 1000 - launch(count) * 1000
    expect(at(94)).toBeCloseTo(19.93 + 6.27e-4 * 50_000 + 0.0385 * 94, 9)
    expect(at(95)).toBeCloseTo(7.17 + 5.8e-4 * 50_000 + 0.158 * 95, 9)
  })

  it('a prompt in pieces pays for the square of its whole length', () => {
    const cost = costOf(1)
    const whole = cost.iteration(prompt(1000))
    const halves = cost.iteration(prompt(500)) + cost.iteration(prompt(500, 500))
    // two constants and two launches instead of one
    expect((halves - whole) * 1000).toBeCloseTo(18.1 + LAUNCH * 1000, 6)
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

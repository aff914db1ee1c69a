import { describe, expect, it } from 'vitest'
import { acceptanceProcesses } from '../../../../../src/engines/serving/roles/decoder/acceptance/index.ts'
import { process, speculating } from './decoder-lab.ts'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** Mean and variance of sigmoid(m + s u), u standard normal, by 4,000 steps over ±8. */
function logitNormal(m: number, s: number): { mean: number; variance: number } {
  let mean = 0
  let square = 0
  for (let i = 0; i < 4000; i++) {
    const u = -8 + (i + 0.5) * 0.004
    const weight = (0.004 * Math.exp(-(u * u) / 2)) / Math.sqrt(2 * Math.PI)
    mean += weight * sigmoid(m + s * u)
    square += weight * sigmoid(m + s * u) ** 2
  }
  return { mean, variance: square - mean * mean }
}

/** Whether the drafts of positions 1 … n of a request are accepted, asked one at a time. */
function acceptedDrafts(id: string, n: number): number[] {
  const one = process(id)
  return Array.from({ length: n }, (_, i) => one.accepted(0, i + 1, 1))
}

/** Covariance of a series with itself `lag` later. */
function covariance(series: readonly number[], lag: number): number {
  const mean = series.reduce((sum, x) => sum + x, 0) / series.length
  let sum = 0
  for (let i = 0; i + lag < series.length; i++) sum += (series[i] - mean) * (series[i + lag] - mean)
  return sum / (series.length - lag)
}

/** Outcome of every draft that was looked at, by output position, over `rounds` rounds of drafts of `draftLength`. */
function outcomes(id: string, draftLength: number, rounds: number): Map<number, boolean> {
  const lab = speculating({ draftLength, process: { id } })
  const result = new Map<number, boolean>()
  for (let i = 0; i < rounds; i++) {
    const start = lab.requests.emitted[0]
    const rejectedBefore = lab.acceptance[1]
    const emitted = lab.round(0)
    const isRejected = lab.acceptance[1] > rejectedBefore
    const looked = isRejected ? emitted : emitted - 1 // the last one emitted is a bonus, not a draft
    for (let j = 0; j < looked; j++) result.set(start + j, !isRejected || j < looked - 1)
  }
  return result
}

describe('acceptance processes', () => {
  it.each([
    ['text-like', 1.5, 0.6],
    ['bursty', 2.5, 0.9],
  ])('accepts with mean E sigmoid(m + s u) on %s text, and neighbours are alike', (id, s, memory) => {
    // given 300,000 positions of a request
    const series = acceptedDrafts(id, 300_000)
    const β = logitNormal(1.4, s)
    // then the mean is that of β (text-like 0.733, bursty 0.684). Bursty text counts as about 300,000 / 19 independent
    // positions, (1 + ρ) / (1 − ρ) = 19: standard error √(0.12 × 19 / 300,000) = 0.003
    const mean = series.reduce((sum, x) => sum + x, 0) / series.length
    expect(Math.abs(mean - β.mean)).toBeLessThan(0.01)
    // and outcomes h apart co-vary as their β do: near ρ^h of its variance, a little less because the sigmoid flattens
    for (const lag of [1, 2, 3, 5]) {
      const correlation = covariance(series, lag) / β.variance
      expect(correlation).toBeLessThan(memory ** lag + 0.03)
      expect(correlation).toBeGreaterThan(memory ** lag * 0.85 - 0.03)
    }
  })

  it('has the spread and short memory of a 5-gram target with a 2-gram draft on text-like text', () => {
    // measured there: lag-1 autocorrelation of β 0.56, standard deviation 0.30 (at a lower mean, 0.587). Later lags are
    // not comparable: measured 0.45 and 0.25 at lags 2 and 5 fall slower than any AR(1).
    const β = logitNormal(1.4, 1.5)
    expect(Math.abs(covariance(acceptedDrafts('text-like', 300_000), 1) / β.variance - 0.56)).toBeLessThan(0.05)
    expect(Math.abs(Math.sqrt(β.variance) - 0.3)).toBeLessThan(0.1)
  })

  it.each(acceptanceProcesses.map((definition) => definition.id))(
    'shares luck between draft lengths: a %s draft fares alike however many are drafted with it',
    (id) => {
      // given the same request decoded with drafts of 2 and of 8
      const short = outcomes(id, 2, 3000)
      const long = outcomes(id, 8, 3000)
      // then positions that both looked at had the same outcome. (Resuming behind the drafted horizon instead of at the
      // rejected position would shift the latent by what was drafted in vain, and a tenth of these would differ.)
      const shared = [...short.keys()].filter((position) => long.has(position))
      expect(shared.length).toBeGreaterThan(1000)
      expect(shared.filter((position) => short.get(position) !== long.get(position))).toEqual([])
    },
  )

  it('makes requests differ when asked to, and not otherwise', () => {
    // given 200 requests of 500 positions, without spread along the text
    const rates = (requestSpread: number) => {
      const one = process('text-like', { spread: 0, requestSpread }, { rows: 200 })
      return Array.from({ length: 200 }, (_, request) => {
        let kept = 0
        for (let t = 1; t <= 500; t++) kept += one.accepted(request, t, 1)
        return kept / 500
      })
    }
    // then a request's rate varies by chance alone, √(β (1 − β) / 500) = 0.018 at β = sigmoid(1.4) = 0.80, or by
    // the spread between requests: with s_req 1 the standard deviation of sigmoid(1.4 + u) is 0.15
    expect(Math.sqrt(covariance(rates(0), 0))).toBeLessThan(0.025)
    expect(Math.abs(Math.sqrt(covariance(rates(1), 0)) - Math.sqrt(logitNormal(1.4, 1).variance))).toBeLessThan(0.03)
  })

  it('finds the same latent whether it walked there or starts there', () => {
    // given a request decoded from the start, and one whose decoder is asked first at position 100
    const walked = process('bursty')
    for (let t = 1; t < 100; t++) walked.accepted(0, t, 1)
    // then both keep the same drafts from there on
    const late = process('bursty')
    for (let t = 100; t < 300; t += 7) expect(late.accepted(0, t, 7)).toBe(walked.accepted(0, t, 7))
  })
})

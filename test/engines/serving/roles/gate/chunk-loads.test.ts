import { describe, expect, it } from 'vitest'
import { decodes, type GateShape, gateOf, mean, type Piece, sum, variance } from './gate-lab.ts'

interface Moments {
  /** By expert: mean and variance of the load over many pieces. */
  readonly means: readonly number[]
  readonly variances: readonly number[]
  readonly unique: number
}

/** Loads of pieces of `tokens`, one of each of `pieces` requests, in the one layer there is. */
function moments(knobs: object, shape: GateShape, { tokens, pieces }: { tokens: number; pieces: number }): Moments {
  const gate = gateOf('skewed', { domains: 1, locality: 0, ...knobs }, { ...shape, layers: 1 })
  const loads: (readonly number[])[] = []
  const unique: number[] = []
  for (let request = 0; request < pieces; request++) {
    const touched = gate.iteration([[request, 0, tokens]])
    expect(sum(touched.loads[0])).toBe(tokens * (shape.active ?? 8))
    loads.push(touched.loads[0])
    unique.push(touched.unique[0])
  }
  const byExpert = loads[0].map((_, e) => loads.map((row) => row[e]))
  return { means: byExpert.map(mean), variances: byExpert.map(variance), unique: mean(unique) }
}

describe('a long piece of prompt', () => {
  it.each([
    { experts: 256, active: 8, skew: 0.6, tokens: 512 },
    { experts: 256, active: 8, skew: 1.5, tokens: 300 },
    { experts: 64, active: 6, skew: 1, tokens: 128 },
    { experts: 8, active: 2, skew: 0.6, tokens: 64 },
    { experts: 16, active: 4, skew: 0, tokens: 40 },
  ])('loads experts as its tokens one by one would: %o', ({ experts, active, skew, tokens }) => {
    const pieces = 1500
    // given the same pieces as prompt (drawn as counts) and as output (drawn token by token)
    const counted = moments({ skew }, { experts, active, promptTokens: 1e6 }, { tokens, pieces })
    const single = moments({ skew }, { experts, active, promptTokens: 0 }, { tokens, pieces })
    // then the mean load of every expert agrees within 5 standard errors of the difference (256 comparisons) …
    counted.means.forEach((load, e) => {
      const error = Math.sqrt((counted.variances[e] + single.variances[e] + 0.1) / pieces)
      expect(Math.abs(load - single.means[e])).toBeLessThan(5 * error)
    })
    // … the variance over all experts within 5 % (rounding adds 1/12 to each, of about 15) …
    expect(sum(counted.variances) / sum(single.variances)).toBeGreaterThan(0.95)
    expect(sum(counted.variances) / sum(single.variances)).toBeLessThan(1.05)
    // … and the different experts touched within 0.5 %
    expect(Math.abs(counted.unique / single.unique - 1)).toBeLessThan(0.005)
  })

  it('is drawn anew for every piece, and alike for the same one', () => {
    const gate = gateOf('skewed', {}, { promptTokens: 4096 })
    const first = gate.iteration([[0, 0, 512]])
    expect(gate.iteration([[0, 512, 512]]).loads).not.toEqual(first.loads)
    expect(gate.iteration([[0, 0, 512]])).toEqual(first)
  })

  it('ends where the output begins: recomputed output goes to the experts it went to', () => {
    // given a request of 600 prompt and 20 output tokens
    const gate = gateOf('skewed', { locality: 0.5 }, { promptTokens: 600 })
    const prompt = gate.iteration([[0, 0, 600]])
    const pieces = Array.from({ length: 20 }, (_, i): Piece => [0, 600 + i, 1])
    const output = gate.iteration(pieces)
    // when all of it is computed again in one piece, then the loads are those of prompt and output
    const again = gate.iteration([[0, 0, 620]])
    expect(again.loads[2]).toEqual(prompt.loads[2].map((load, e) => load + output.loads[2][e]))
  })

  it('adds to what single tokens have put there', () => {
    const gate = gateOf('skewed', {}, { promptTokens: 0 })
    const streams = decodes(16, 5)
    const both = gate.iteration([...streams, [20, 0, 300]])
    const [alone, piece] = [gate.iteration(streams), gate.iteration([[20, 0, 300]])]
    expect(both.loads[3]).toEqual(alone.loads[3].map((load, e) => load + piece.loads[3][e]))
  })
})

/** Estimates of lengths: as sure as their hints, never below what has come, and blind where they know nothing. */
import { describe, expect, it } from 'vitest'
import { serving } from '../../../../src/engines/serving/index.ts'
import { Requests } from '../../../../src/engines/serving/requests/requests.ts'
import { prefixGroupsOf } from '../../../../src/engines/serving/roles/scheduler/prefix-groups.ts'
import { createLengthEstimate } from '../../../../src/engines/serving/services/length-estimate.ts'
import type { ServingSetup } from '../../../../src/engines/serving/set-up/schema.ts'
import { jainFairness } from '../../../../src/formulas/jain-fairness.ts'
import { positionsRead, prefillTokensPerPosition } from '../../../../src/formulas/prefill-token-equivalents.ts'
import { normal, normalCdf } from '../../../../src/kernel/distributions.ts'
import { createDraws } from '../../../../src/kernel/draws.ts'
import { Memory } from '../../../../src/kernel/memory.ts'

function estimates(error: number, quantile: number, lengths: readonly number[]) {
  const memory = new Memory()
  const requests = new Requests(memory)
  for (const length of lengths) requests.outputTokens[memory.addRow()] = length
  const setup = serving.complete({ lengths: { output: { id: 'log-normal', knobs: { mean: 300, cv: 1 } } } })
    .setup as ServingSetup
  return {
    requests,
    estimate: createLengthEstimate({ memory, draws: createDraws(1), requests, setup })({ error, quantile }),
  }
}

describe('an estimate of lengths', () => {
  const lengths = Array.from({ length: 400 }, (_, i) => 20 + 3 * i)

  it('with an exact hint is the length', () => {
    const { estimate } = estimates(0, 0.9, lengths)
    for (const [request, length] of lengths.entries()) expect(estimate(request)).toBe(length)
  })

  it('that knows nothing is the same quantile of the set-up’s lengths for everybody', () => {
    const { estimate } = estimates(1e6, 0.9, lengths)
    expect(new Set(lengths.map((_, request) => estimate(request))).size).toBe(1)
    // of a log-normal with mean 300 and cv 1: median 212, σ 0.833, nine in ten below 212 × exp(1.28 × 0.833) = 617
    expect(estimate(0)).toBeGreaterThan(560)
    expect(estimate(0)).toBeLessThan(680)
  })

  it('is above nine in ten true lengths drawn from the set-up', () => {
    const drawn = Array.from({ length: 400 }, (_, i) => Math.round(212 * Math.exp(0.833 * normal((i + 0.5) / 400))))
    const { estimate } = estimates(0.5, 0.9, drawn)
    const above = drawn.filter((length, request) => estimate(request) >= length).length / drawn.length
    expect(above).toBeGreaterThan(0.85)
    expect(above).toBeLessThan(0.95)
  })

  it('grows with what has come, and is always more', () => {
    const { estimate, requests } = estimates(0.5, 0.5, [5000])
    const seen = [0, 60, 500, 4000].map((emitted) => {
      requests.emitted[0] = emitted
      return estimate(0)
    })
    for (const [i, bound] of seen.entries()) expect(bound).toBeGreaterThan([0, 60, 500, 4000][i])
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})

describe('prefix groups', () => {
  const groupsOf = (chains: readonly (readonly (readonly [owner: number, start: number])[])[], prompt = 100) =>
    prefixGroupsOf(
      chains.map((_, request) => request),
      {
        content: {
          prefixOf: () => null,
          linksOf: (request) => chains[request].map(([owner, start]) => ({ owner, start })),
        },
        requests: { promptTokens: Int32Array.from(chains, () => prompt) } as never,
      },
    ).map((group) => [...group].sort())

  it('are those that begin alike', () => {
    expect(
      groupsOf([
        [
          [1, 0],
          [10, 50],
        ],
        [
          [2, 0],
          [11, 50],
        ],
        [
          [1, 0],
          [12, 50],
        ],
      ]),
    ).toEqual([[0, 2], [1]])
  })

  it('fork a branch off where it shares more than the stem costs', () => {
    // a stem of 10 tokens, and below it two branches of 50 that two requests share each: (2 − 1) × 50 > 10
    const long = [
      [
        [1, 0],
        [2, 10],
        [20, 60],
      ],
      [
        [1, 0],
        [2, 10],
        [21, 60],
      ],
      [
        [1, 0],
        [3, 10],
        [22, 60],
      ],
      [
        [1, 0],
        [3, 10],
        [23, 60],
      ],
    ] as const
    expect(groupsOf(long)).toEqual([
      [0, 1],
      [2, 3],
    ])
    // a stem of 60 and branches of 10: they stay together
    const short = long.map((chain) =>
      chain.map(([owner, start]) => [owner, start === 10 ? 60 : start === 60 ? 70 : 0] as const),
    )
    expect(groupsOf(short)).toEqual([[0, 1, 2, 3]])
  })
})

describe('formulas of the metrics', () => {
  it('a position costs what the paper’s form says without grouped attention: Qwen2.5-7B on an H100', () => {
    // 28 layers, width 3584, 16-bit multi-head: 4 × 28 × 3584 B of KV; 2 × 7.6e9 FLOP a token; 989e12 / 3.35e12 FLOP a byte
    const gamma = prefillTokensPerPosition(4 * 28 * 3584, 2 * 7.6e9, { peak: 989e12, bandwidth: 3.35e12 })
    expect(gamma).toBeCloseTo(0.0078, 4)
    expect(gamma * positionsRead(10_000, 2)).toBeCloseTo(78, 0)
  })

  it('equivalents count every decoded token’s context', () => {
    // 3 tokens: the first comes with the prompt, the others over 11 and 12 positions
    expect(positionsRead(10, 3)).toBe(11 + 12)
    expect(positionsRead(10, 1)).toBe(0)
  })

  it('fairness is 1 for equal shares and 1/n where one has all', () => {
    expect(jainFairness([2, 2, 2])).toBe(1)
    expect(jainFairness([1, 0, 0, 0])).toBe(0.25)
    expect(jainFairness([])).toBeNull()
  })

  it('the normal probability undoes its quantile', () => {
    for (const u of [1e-4, 0.02, 0.3, 0.5, 0.77, 0.999]) expect(normalCdf(normal(u))).toBeCloseTo(u, 6)
  })
})

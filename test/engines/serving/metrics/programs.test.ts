/** Correlations of programs' latencies: one r, told in three ways, and the sign is kept where it belongs. */
import { describe, expect, it } from 'vitest'
import { programAccount } from '../../../../src/engines/serving/mechanisms/programs/account.ts'
import { runOf } from '../lab.ts'

const correlation = { tokens: -0.5, generated: 0.8, calls: null, equivalents: 1 }
const told = { report: { count: 9, latency: 1, correlation } } as never
const figureOf = (id: string) =>
  programAccount.metrics.find((metric) => metric.id === `programs.${id}`)?.of(told)?.value

describe('what tells a program’s latency', () => {
  it('a falling line is worse than none, though it explains as much as a rising one', () => {
    expect([figureOf('rOfTokens'), figureOf('misalignedTokens'), figureOf('unexplainedByTokens')]).toEqual([
      -0.5, 1.5, 0.75,
    ])
    expect(figureOf('rOfGenerated')).toBe(0.8)
    expect(figureOf('misalignedGenerated')).toBeCloseTo(0.2, 12)
  })

  it('what does not vary tells nothing', () => {
    expect([figureOf('rOfCalls'), figureOf('misalignedCalls'), figureOf('unexplainedByCalls')]).toEqual([
      null,
      null,
      null,
    ])
    expect(figureOf('misalignedPte')).toBe(0)
  })
})

it('equivalents are what is prefilled and γ for every position read, and the part that is read is said', () => {
  // one request: 100 prompt tokens, and further tokens over 101 … 119 positions, 2,090 in all
  const { metrics } = runOf([{ prompt: 100, output: 20 }]).simulation.summary()
  const gamma = metrics['pte.gamma'].value ?? Number.NaN
  expect(metrics['pte.mean'].value).toBeCloseTo(100 + gamma * 2090, 9)
  expect(metrics['pte.readShare'].value).toBeCloseTo((gamma * 2090) / (100 + gamma * 2090), 12)
})

/** A number card must show the sum that gives the figure, and what is said before a run must be what memory allows. */
import { describe, expect, it } from 'vitest'
import { serving } from '../../../../src/engines/serving/index.ts'
import { type LabOptions, runOf } from '../lab.ts'

const script = Array.from({ length: 12 }, (_, i) => ({ at: i, prompt: 40, output: 20, content: [1, 2, i + 10] }))
const setup: NonNullable<LabOptions['setup']> = {
  prefixCache: { id: 'block-lru' },
  decoder: { id: 'speculative', knobs: { draftLength: 3 } },
  horizon: { warmUp: 2 },
  prices: { acceleratorHour: 2 },
  classes: { interactive: { ttft: 3, tpot: 2 } },
}

describe('the card of a figure', () => {
  const { metrics } = runOf(script, { setup }).simulation.summary()
  const words = serving.describe().metrics

  it.each([
    'throughput',
    'goodput',
    'sloAttainment',
    'kv.prefixHitRate',
    'acceptance.rate',
    'acceptance.tokensPerRound',
    'kv.peak',
    'energyPerMillion',
    'costPerMillion',
  ])('of %s shows values that come to it', (id) => {
    const metric = metrics[id]
    // "1,234 / 5.6 s" and "(12 + 3) / 3" are sums that can be done
    const sum =
      metric?.substituted
        ?.replaceAll(',', '')
        .replace(/ (s|tokens)\b/g, '')
        .replaceAll('×', '*') ?? ''
    expect(sum).toMatch(/^[\d .()+*/]+$/)
    const value = new Function(`return ${sum}`)() as number
    expect(value / (metric?.value ?? Number.NaN)).toBeCloseTo(1, 2)
  })

  it('says of every figure how it is computed and where that stops', () => {
    expect(words.length).toBeGreaterThan(Object.keys(metrics).length)
    for (const { id, formula, validity } of words) {
      expect(formula, id).toBeTruthy()
      expect(validity, id).toBeTruthy()
    }
  })
})

describe('before any run', () => {
  const factsOf = (given: object) => {
    const { facts } = serving.check(serving.complete(given).setup)
    return (id: string) => facts.find((fact) => fact.id === id)
  }

  it('an 8-billion model is held by one H100, and the largest by no device alone', () => {
    // 16 GB of weights in bf16, and an 80 GB device has 72 GB to use
    const fact = factsOf({ model: { id: 'llama-3.1-8b' } })
    expect(fact('fitting-accelerators')?.formula).toContain('H100')
    const large = factsOf({ model: { id: 'llama-3.1-405b' } })
    // 810 GB of weights: no device alone, and not eight of 80 GB
    expect(large('fitting-accelerators')?.value).toMatch(/^0 of /)
    expect(`${large('fitting-together')?.formula}`).not.toContain('H100')
  })

  it('as many requests fit as the capacity holds mean lengths', () => {
    // 10,240 tokens over requests of 300 + 20
    const fixed = (tokens: number) => ({ id: 'fixed', knobs: { tokens } })
    const fact = factsOf({ kv: { capacityTokens: 10_240 }, lengths: { prompt: fixed(300), output: fixed(20) } })
    expect(fact('requests-at-once')?.value).toBe(32)
  })

  it('a trace has lengths of its own: no mean is made up', () => {
    expect(factsOf({ workload: { id: 'trace' } })('requests-at-once')).toBeUndefined()
  })

  it('the ridge is peak over bandwidth, with the efficiencies of the cost model', () => {
    const given = { accelerator: { id: 'custom', knobs: { bandwidthGBs: 2000, bf16Tflops: 400 } } }
    const fact = factsOf({ ...given, cost: { computeEfficiency: 0.5, memoryEfficiency: 0.8 } })
    // 400e12 × 0.5 / (2000e9 × 0.8) = 125 FLOP/B
    expect(fact('ridge')?.value).toBeCloseTo(125)
  })
})

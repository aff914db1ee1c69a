/** The search for a rate on attainments that are known functions, where the answer can be worked out on paper. */
import { describe, expect, it } from 'vitest'
import { success } from '../../src/kernel/problem.ts'
import {
  type Attainment,
  type RateOutcome,
  type RateSpec,
  type RateStep,
  searchRate,
} from '../../src/run/rate-search.ts'

const spec: RateSpec = {
  start: 4,
  min: 0.001,
  max: 100_000,
  target: 0.9,
  tolerance: 0.02,
  seeds: [1, 2, 3],
  confirmSeeds: [4, 5, 6],
  most: 60,
}

interface Searched {
  readonly steps: readonly RateStep[]
  readonly outcome: RateOutcome
}

async function search(
  share: (rate: number, seeds: readonly number[]) => number | Attainment,
  change: Partial<RateSpec> = {},
): Promise<Searched> {
  const steps: RateStep[] = []
  const running = searchRate({ ...spec, ...change }, async (rate, seeds) => {
    const measured = share(rate, seeds)
    return success(typeof measured === 'number' ? { share: measured, overloaded: 0 } : measured)
  })
  for (;;) {
    const step = await running.next()
    if (step.done) return { steps, outcome: step.value }
    steps.push(step.value)
  }
}

/** All requests are good up to a capacity, then the share that the capacity can serve: 10 of 12 at a rate of 12. */
const cliff = (capacity: number) => (rate: number) => Math.min(1, capacity / rate)

describe('the highest rate', () => {
  it('is bracketed within the tolerance where attainment is a known function', async () => {
    // given capacity / rate ≥ 0.9, the answer is 10 / 0.9 = 11.11 requests/s
    const { outcome } = await search(cliff(10))
    expect(outcome.kind).toBe('found')
    if (outcome.kind !== 'found') return
    expect(outcome.rate).toBeLessThanOrEqual(10 / 0.9)
    expect(outcome.high).toBeGreaterThan(10 / 0.9)
    expect(outcome.high / outcome.rate).toBeLessThanOrEqual(1.02)
    expect(outcome).toMatchObject({ isConfirmed: true, isNoisy: false })
  })

  it('needs as many rates as doublings and halvings say', async () => {
    // given a start at 4 and an answer at 11.1: 4 and 8 pass, 16 fails; from [8, 16] each look halves the ratio in logarithm:
    // ln 2 / ln 1.02 = 35, so 6 halvings (2⁶ = 64 ≥ 35); then one look to confirm and one above
    const { steps, outcome } = await search(cliff(10))
    expect(steps.map(({ purpose }) => purpose)).toEqual([
      ...['bracket', 'bracket', 'bracket'],
      ...['bisect', 'bisect', 'bisect', 'bisect', 'bisect', 'bisect'],
      ...['confirm', 'above'],
    ])
    expect(outcome).toMatchObject({ runs: 11 * 3 })
  })

  it('is found from above as from below', async () => {
    const above = await search(cliff(10), { start: 900 })
    const below = await search(cliff(10), { start: 0.3 })
    for (const { outcome } of [above, below]) {
      expect(outcome.kind === 'found' && outcome.rate <= 10 / 0.9 && outcome.high > 10 / 0.9).toBe(true)
    }
  })

  it('never leaves a bracket that a measured rate contradicts', async () => {
    const { steps } = await search(cliff(37))
    for (const [place, { low, high }] of steps.entries()) {
      for (const { rate, passes, purpose } of steps.slice(0, place + 1)) {
        if (purpose === 'above') continue
        if (high !== null && !passes) expect(rate).toBeGreaterThanOrEqual(high)
        if (low !== null && passes && (high === null || rate < high)) expect(rate).toBeLessThanOrEqual(low)
      }
    }
  })
})

describe('the ends of the range', () => {
  it('says that every rate meets it when the last one does', async () => {
    const { outcome } = await search(() => 1, { max: 50 })
    // 4, 8, 16, 32, 50, and 50 again with other seeds
    expect(outcome).toEqual({ kind: 'always', rate: 50, runs: 18 })
  })

  it('says that no rate meets it when not even the first one does', async () => {
    const { outcome, steps } = await search(() => 0.4, { min: 1 })
    expect(outcome).toEqual({ kind: 'never', rate: 1, runs: 9 })
    expect(steps.map(({ rate }) => rate)).toEqual([4, 2, 1])
  })

  it('stops with its bracket when the rates it may try are used up', async () => {
    const { outcome } = await search(cliff(10), { most: 4 })
    // 4 and 8 pass, 16 fails, √(8 × 16) = 11.31 fails: between 8 and 11.31
    expect(outcome).toEqual({ kind: 'undecided', low: 8, high: 11.31, runs: 12 })
  })
})

describe('noise', () => {
  it('takes an answer that other seeds do not confirm for failed, and says so', async () => {
    // given seeds 1 to 3 that are lucky up to 11.1, and others that see the true limit of 8 / 0.9 = 8.9
    const { outcome, steps } = await search((rate, [seed]) => cliff(seed <= 3 ? 10 : 8)(rate))
    expect(steps.some(({ purpose, passes }) => purpose === 'confirm' && !passes)).toBe(true)
    expect(outcome.kind === 'found' && outcome.isNoisy).toBe(true)
    expect(outcome.kind === 'found' && outcome.rate <= 8 / 0.9).toBe(true)
  })

  it('says that attainment is not monotone when a rate above the bracket passes', async () => {
    // given an attainment that dips between 9 and 9.3 and is whole again up to 20
    const dip = (rate: number) => (rate > 20 || (rate > 9 && rate < 9.5) ? 0.5 : 1)
    const { outcome, steps } = await search(dip, { start: 9.2 })
    // then the answer is the highest rate below the lowest that failed, not the one beyond the dip
    expect(outcome).toMatchObject({ kind: 'found', isNoisy: true })
    expect(outcome.kind === 'found' && outcome.rate <= 9).toBe(true)
    expect(steps.at(-1)).toMatchObject({ purpose: 'above', passes: true })
  })

  it('does not take a growing queue for success, however good those were that ended', async () => {
    const { outcome } = await search((rate) => ({ share: 1, overloaded: rate > 6 ? 1 : 0 }))
    expect(outcome.kind === 'found' && outcome.rate <= 6 && outcome.high > 6).toBe(true)
  })
})

/** Every verdict has its sentence, and a sentence never says more than the figures do. */
import { describe, expect, it } from 'vitest'
import type { Claim, Judged } from '../../../src/experiment/referee/judged.ts'
import type { Outcome } from '../../../src/experiment/referee/referee.ts'
import type { StoredJudgement } from '../../../src/experiment/referee/stored.ts'
import { figureWords } from '../../../src/pages/papers/figure-words.ts'
import { STATES, TONES, verdictSentences } from '../../../src/pages/papers/verdict-words.ts'

const judged = (claim: Partial<Claim> = {}): Judged => ({
  ...{ figure: 'F', link: '#/lab?v=1', arms: {}, assertions: [], sensitivity: [], decides: [] },
  claim: { kind: 'direction', metric: 'm', better: 'lower', evidence: { words: 'A', setup: 'A' }, ...claim },
})
const judgement = (state: Outcome, low = 1.2, high = 1.9): StoredJudgement => ({
  ...{
    state,
    over: 'old',
    seeds: [1, 2, 3, 4, 5],
    guard: 0.8,
    gain: (low + high) / 2,
    spread: [low, high],
    bound: 'value',
  },
  arms: [
    { key: 'old', role: 'baseline', title: 'Old', figure: 1, figures: [], gain: 1, spread: [1, 1], bound: 'value' },
  ],
  ...{ assertions: [], sensitivity: [] },
})
const words = figureWords(null, judged(), null)
const said = (state: Outcome, low?: number, high?: number, claim?: Partial<Claim>) =>
  verdictSentences(judgement(state, low, high), judged(claim), words).join(' ')

it.each(Object.keys(STATES) as Outcome[])('“%s” has a name, a tone, and what it means', (state) => {
  expect(TONES[state]).toMatch(/good|bad|open/)
  expect(said(state)).toMatch(/\.$/)
  expect(said(state)).not.toMatch(/[{}]/)
})

describe('what it says', () => {
  it('names the baseline and the gain with its interval', () => {
    expect(said('direction confirmed')).toContain(
      'better than “Old”, the strongest of its tuned baselines, by 1.55 × (1.20–1.90)',
    )
    expect(said('contradicted', 0.6, 0.8)).toContain('worse than “Old”')
    expect(said('not resolved', 0.9, 1.2)).toContain('0.900–1.20 holds 1')
  })

  it('compares sizes only where one is claimed', () => {
    expect(said('direction confirmed')).toContain('names no size')
    expect(said('direction confirmed', 1.2, 1.9, { kind: 'range', low: 4, high: 5 })).toContain(
      '4.00–5.00 × is claimed',
    )
    expect(said('size comparable', 1.2, 1.9, { kind: 'up to', high: 2 })).toContain('best of the worlds')
  })

  it('calls the same what is the same with every seed', () => {
    expect(said('not resolved', 1, 1)).toContain('exactly as well as “Old”')
  })

  it('tells a broken guard with its figure and how little would have done', () => {
    const guard = { metric: 'throughput', better: 'higher', margin: 0.05 } as const
    expect(said('guard broken', 1.2, 1.9, { guard })).toContain(
      '(throughput) comes to 0.800 of the baseline’s; 0.950 would do',
    )
  })
})

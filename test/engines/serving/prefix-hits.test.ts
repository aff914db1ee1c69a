/** A prefix hit rate of zero says why, from what admissions booked. */
import { describe, expect, it } from 'vitest'
import { type PrefixFacts, whyNoHits } from '../../../src/engines/serving/metrics/prefix-hits.ts'
import { runOf, type Scripted } from './lab.ts'

/** What the summary says of a run's prefix hits. */
function whyOf(script: readonly Scripted[], setup: object = {}): string | undefined {
  const { simulation } = runOf(script, { setup: setup as Readonly<Record<string, unknown>> })
  return simulation.summary().metrics['kv.prefixHitRate']?.why
}

/** Two prompts of 40 tokens with the same first 32, the second long after the first has ended. */
const twice: readonly Scripted[] = [
  { prompt: 40, output: 2, content: [1, 2] },
  { at: 5, prompt: 40, output: 2, content: [1, 2] },
]

describe('prefix hits', () => {
  it('that there are need no reason', () => {
    expect(whyOf(twice)).toBeUndefined()
  })

  it('are none where what is shared is shorter than a block', () => {
    expect(whyOf(twice, { kv: { blockTokens: 48, capacityTokens: 960 } })).toBe(
      '32 shared tokens are less than a block of 48: only whole blocks are found.',
    )
  })

  it('are none where nobody shares anything', () => {
    expect(whyOf([{ prompt: 40, output: 2 }])).toContain('shares nothing')
    expect(
      whyOf([
        { prompt: 40, output: 2, content: [1, 2] },
        { at: 5, prompt: 40, output: 2, content: [3, 4] },
      ]),
    ).toContain('shares nothing')
  })

  it('are none where the cache is off', () => {
    expect(whyOf(twice, { prefixCache: { id: 'none', knobs: {} } })).toContain('The prefix cache is off')
  })

  it('are none where prompts end in their first block', () => {
    const short = twice.map((one) => ({ ...one, prompt: 16, content: [1] }))
    expect(whyOf(short)).toContain('the last token of a prompt is computed in any case')
  })

  it('are none where all who share come at once', () => {
    expect(whyOf(twice.map((one) => ({ ...one, at: 0 })))).toBe(
      '2 requests share a whole block or more; all came before anybody had computed it.',
    )
  })

  it('are none where what was computed was evicted meanwhile', () => {
    // given 6 blocks: a prompt of 60 tokens takes 4 of them, and those of the first prompt go
    const between = Array.from({ length: 3 }, (_, i) => ({ at: 5 + 5 * i, prompt: 60, output: 2, content: [9 + i] }))
    const script = [twice[0], ...between, { ...twice[1], at: 40 }]
    expect(whyOf(script, { kv: { capacityTokens: 96 } })).toMatch(
      /^1 request shares a whole block or more; all when it was evicted \(\d+ blocks were\)\.$/,
    )
  })

  it('are none where they were computed on another instance', () => {
    const apart = { placement: { id: 'aggregated', knobs: { instances: 2 } }, router: { id: 'round-robin', knobs: {} } }
    expect(whyOf(twice, apart)).toBe('1 request shares a whole block or more; all when it was in another of 2 caches.')
  })
})

it('several reasons at once each have their count', () => {
  const facts: PrefixFacts = {
    ...{ asked: 1000, found: 0, keeps: true, blockTokens: 16, evicted: 1200, caches: 4 },
    ...{ sharing: 9, longest: 512, whole: 7, uncomputed: 2 },
  }
  expect(whyNoHits(facts)).toBe(
    '7 requests share a whole block or more; 2 came before anybody had computed it, 5 when it was evicted (1,200 blocks were, by any cache) or in another of 4 caches.',
  )
  expect(whyNoHits({ ...facts, asked: 0 })).toBeNull()
})

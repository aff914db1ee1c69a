import { describe, expect, it } from 'vitest'
import { type Preset, presets } from '../../src/content/presets/index.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { figure, summariesOfLink } from './run-document.ts'

type Figures = (arm: 'a' | 'b', id: string) => number

/** What each story claims, as a comparison of figures that its own document must give. */
const claims: Readonly<Record<string, (f: Figures) => void>> = {
  'kv-pressure': (f) => {
    expect(f('a', 'kv.preemptions')).toBeGreaterThan(50)
    expect(f('b', 'kv.preemptions')).toBeLessThan(f('a', 'kv.preemptions') / 10)
    expect(f('a', 'ttft.p99')).toBeGreaterThan(10 * f('b', 'ttft.p99'))
  },
  'eviction-semantics': (f) => {
    expect(f('a', 'kv.preemptions')).toBeGreaterThan(50)
    expect(f('b', 'throughput')).toBeGreaterThan(1.1 * f('a', 'throughput'))
  },
  'prefix-sharing': (f) => {
    expect(f('a', 'kv.prefixHitRate')).toBe(0)
    expect(f('b', 'kv.prefixHitRate')).toBeGreaterThan(0.5)
    expect(f('b', 'ttft.p50')).toBeLessThan(f('a', 'ttft.p50') / 5)
  },
  'prefill-blocks-decode': (f) => {
    expect(f('a', 'largestGap.p90')).toBeGreaterThan(5 * f('b', 'largestGap.p90'))
    // at nearly the same throughput
    expect(f('b', 'throughput') / f('a', 'throughput')).toBeCloseTo(1, 1)
  },
  'chunk-size': (f) => {
    expect(f('a', 'largestGap.p90')).toBeLessThan(f('b', 'largestGap.p90') / 3)
    expect(f('a', 'ttft.p50')).toBeGreaterThan(1.3 * f('b', 'ttft.p50'))
  },
  'shortest-first': (f) => {
    expect(f('b', 'ttft.p50')).toBeLessThan(f('a', 'ttft.p50') / 5)
    expect(f('b', 'ttft.p99')).toBeGreaterThan(1.3 * f('a', 'ttft.p99'))
  },
  'bursty-arrivals': (f) => {
    expect(f('b', 'ttft.p50')).toBeGreaterThan(3 * f('a', 'ttft.p50'))
  },
  'long-tail': (f) => {
    expect(f('b', 'e2e.p50')).toBeLessThan(f('a', 'e2e.p50'))
    expect(f('b', 'e2e.p99')).toBeGreaterThan(5 * f('a', 'e2e.p99'))
  },
  'an-instance-dies': (f) => {
    expect(f('b', 'ttft.p99')).toBeGreaterThan(1.2 * f('a', 'ttft.p99'))
    expect(f('b', 'e2e.p50')).toBeGreaterThan(f('a', 'e2e.p50'))
  },
  'expert-explosion': (f) => {
    // 64 streams do far more work in all, and each of them is several times slower
    expect(f('b', 'throughput')).toBeGreaterThan(4 * f('a', 'throughput'))
    expect(f('b', 'tpot.p50')).toBeGreaterThan(3 * f('a', 'tpot.p50'))
  },
  'speculation-pays': (f) => {
    expect(f('a', 'tpot.p50') / f('b', 'tpot.p50')).toBeGreaterThan(1.7)
  },
  'speculation-stops-paying': (f) => {
    expect(f('b', 'tpot.p50')).toBeGreaterThan(1.2 * f('a', 'tpot.p50'))
    expect(f('b', 'goodput')).toBeLessThan(f('a', 'goodput') / 2)
  },
  'small-gpu': (f) => {
    expect(f('a', 'kv.preemptions')).toBe(0)
    expect(f('b', 'kv.preemptions')).toBeGreaterThan(500)
  },
  'drafts-by-domain': (f) => {
    expect(f('b', 'tokensPerPass')).toBeGreaterThan(1.5 * f('a', 'tokensPerPass'))
  },
  'window-without-sink': (f) => {
    expect(f('b', 'entropy')).toBeGreaterThan(2 * f('a', 'entropy'))
  },
  'two-bit-keys': (f) => {
    expect(f('b', 'rightAnswers')).toBeLessThan(f('a', 'rightAnswers'))
    expect(f('a', 'bitsPerElement')).toBeLessThan(12)
  },
  'acceptance-comes-in-runs': (f) => {
    // much the same number of tokens a round, and streams that differ far more
    const spread = (arm: 'a' | 'b') => f(arm, 'tpot.p90') / f(arm, 'tpot.p50')
    expect(spread('b')).toBeGreaterThan(1.1 * spread('a'))
  },
  phone: (f) => {
    expect(f('b', 'tpot.p50') / f('a', 'tpot.p50')).toBeGreaterThan(1.7)
  },
}

describe.each(presets)('preset $id', (preset: Preset) => {
  it('opens without a complaint, and its link says nothing twice', () => {
    const { document, problems } = decode(preset.link)
    expect(problems).toEqual([])
    expect(decode(encode(document)).document).toEqual(document)
    expect(preset.link.length).toBeLessThan(400)
  })
  it('points at timelines that there are', () => {
    const known = timelines.map(({ id }) => id)
    expect(preset.timelines.filter((id) => !known.includes(id))).toEqual([])
  })
  it('tells a story that its own run bears out', async () => {
    const summaries = await summariesOfLink(preset.link)
    const claim = claims[preset.id]
    expect(claim, `a claim for ${preset.id}`).toBeDefined()
    claim((arm, id) => figure(summaries, arm, id))
  })
})

describe('the presets', () => {
  it('are at least a dozen, each with its own id and title', () => {
    expect(presets.length).toBeGreaterThanOrEqual(12)
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length)
  })
})

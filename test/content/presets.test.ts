import { describe, expect, it } from 'vitest'
import { presetDigests } from '../../scripts/digests.ts'
import { type Preset, presets } from '../../src/content/presets/index.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { figure, summariesOfLink } from './run-document.ts'
import { farMore, hardlyMoreThanTwice, more, nearlyTwice, severalTimes } from './words.ts'

type Figures = (arm: 'a' | 'b', id: string) => number

const expectTwice = (ratio: number): void => {
  expect(ratio).toBeGreaterThan(nearlyTwice)
  expect(ratio).toBeLessThan(hardlyMoreThanTwice)
}

/** What each story claims, as a comparison of figures that its own document must give. */
const claims: Readonly<Record<string, (f: Figures) => void>> = {
  'keys-a-node': (f) => {
    expect(f('b', 'misses')).toBeGreaterThan(hardlyMoreThanTwice * f('a', 'misses'))
  },
  'at-hand': (f) => {
    expect(f('b', 'lookasideHits')).toBeGreaterThan(0.4)
    expect(f('a', 'lines')).toBeGreaterThan(more * f('b', 'lines'))
    expect(f('a', 'latency.mean') / f('b', 'latency.mean')).toBeLessThan(more)
    expect(f('b', 'latency.p99')).toBeGreaterThan(more * f('a', 'latency.p99'))
  },
  'kv-pressure': (f) => {
    // of 300 requests, one preemption for every three or more; with twice the room none or nearly none
    expect(f('a', 'kv.preemptions')).toBeGreaterThan(100)
    expect(f('b', 'kv.preemptions')).toBeLessThan(f('a', 'kv.preemptions') / farMore)
    expect(f('a', 'ttft.p99')).toBeGreaterThan(farMore * f('b', 'ttft.p99'))
  },
  'eviction-semantics': (f) => {
    expect(f('a', 'kv.preemptions')).toBeGreaterThan(300)
    expect(f('b', 'throughput')).toBeGreaterThan(more * f('a', 'throughput'))
  },
  'prefix-sharing': (f) => {
    expect(f('a', 'kv.prefixHitRate')).toBe(0)
    expect(f('b', 'kv.prefixHitRate')).toBeGreaterThan(0.5)
    expect(f('b', 'ttft.p50')).toBeLessThan(f('a', 'ttft.p50') / farMore)
  },
  'prefill-blocks-decode': (f) => {
    expect(f('a', 'largestGap.p90')).toBeGreaterThan(farMore * f('b', 'largestGap.p90'))
    // the prompt takes longer, though not twice as long, at nearly the same throughput
    expect(f('b', 'ttft.p50')).toBeGreaterThan(more * f('a', 'ttft.p50'))
    expect(f('b', 'ttft.p50')).toBeLessThan(nearlyTwice * f('a', 'ttft.p50'))
    expect(f('b', 'throughput') / f('a', 'throughput')).toBeCloseTo(1, 1)
  },
  'chunk-size': (f) => {
    expect(f('a', 'largestGap.p90')).toBeLessThan(f('b', 'largestGap.p90') / severalTimes)
    expect(f('a', 'ttft.p50')).toBeGreaterThan(more * f('b', 'ttft.p50'))
  },
  'shortest-first': (f) => {
    expect(f('b', 'ttft.p50')).toBeLessThan(f('a', 'ttft.p50') / farMore)
    expect(f('b', 'ttft.p99')).toBeGreaterThan(more * f('a', 'ttft.p99'))
  },
  'bursty-arrivals': (f) => {
    expect(f('b', 'ttft.p50')).toBeGreaterThan(severalTimes * f('a', 'ttft.p50'))
  },
  'long-tail': (f) => {
    expect(f('b', 'e2e.p50')).toBeLessThan(f('a', 'e2e.p50') / more)
    expect(f('b', 'e2e.p99')).toBeGreaterThan(farMore * f('a', 'e2e.p99'))
  },
  'an-instance-dies': (f) => {
    expect(f('b', 'ttft.p99')).toBeGreaterThan(more * f('a', 'ttft.p99'))
    expect(f('b', 'e2e.p50')).toBeGreaterThan(f('a', 'e2e.p50'))
  },
  'expert-explosion': (f) => {
    // of 128 experts, two tokens of eight touch 16 at most; sixty-four streams touch more than half
    expect(f('a', 'uniqueExperts')).toBeLessThan(16)
    expect(f('b', 'uniqueExperts')).toBeGreaterThan(64)
    // 64 streams do far more work in all, and each of them is several times slower
    expect(f('b', 'throughput')).toBeGreaterThan(farMore * f('a', 'throughput'))
    expect(f('b', 'tpot.p50')).toBeGreaterThan(severalTimes * f('a', 'tpot.p50'))
  },
  'speculation-pays': (f) => {
    expectTwice(f('a', 'tpot.p50') / f('b', 'tpot.p50'))
  },
  'speculation-stops-paying': (f) => {
    expect(f('b', 'tpot.p50')).toBeGreaterThan(more * f('a', 'tpot.p50'))
    expect(f('b', 'goodput')).toBeLessThan(f('a', 'goodput') / more)
  },
  'small-gpu': (f) => {
    // of 40 requests, each thrown out several times
    expect(f('a', 'kv.preemptions')).toBe(0)
    expect(f('b', 'kv.preemptions')).toBeGreaterThan(severalTimes * 40)
  },
  'drafts-by-domain': (f) => {
    expect(f('b', 'tokensPerPass')).toBeGreaterThan(nearlyTwice * f('a', 'tokensPerPass'))
    expect(f('b', 'tokensPerPass')).toBeGreaterThan(severalTimes)
  },
  'window-without-sink': (f) => {
    expect(f('b', 'entropy')).toBeGreaterThan(nearlyTwice * f('a', 'entropy'))
  },
  'two-bit-keys': (f) => {
    expect(f('a', 'rightAnswers')).toBeGreaterThan(0.5)
    expect(f('b', 'rightAnswers')).toBeLessThan(f('a', 'rightAnswers') / farMore)
    // keys of two bits and values of sixteen are nine, and bounds and newest keys come on top
    for (const arm of ['a', 'b'] as const) expect(f(arm, 'bitsPerElement')).toBeGreaterThan(9)
    for (const arm of ['a', 'b'] as const) expect(f(arm, 'bitsPerElement')).toBeLessThan(12)
  },
  'acceptance-comes-in-runs': (f) => {
    // much the same number of tokens a round, and streams that differ more
    const spread = (arm: 'a' | 'b') => f(arm, 'tpot.p90') / f(arm, 'tpot.p50')
    expect(f('b', 'tpot.p50') / f('a', 'tpot.p50')).toBeCloseTo(1, 1)
    expect(spread('b')).toBeGreaterThan(more * spread('a'))
  },
  phone: (f) => {
    expectTwice(f('b', 'tpot.p50') / f('a', 'tpot.p50'))
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
  it('tells a story that its own run bears out, to the bytes of yesterday', async () => {
    const summaries = await summariesOfLink(preset.link)
    const golden = presetDigests().find(({ name }) => name === preset.id)
    expect(Object.values(summaries).map(({ digest }) => digest)).toEqual(golden?.digest.split('+'))
    const claim = claims[preset.id]
    expect(claim, `a claim for ${preset.id}`).toBeDefined()
    claim((arm, id) => figure(summaries, arm, id))
    // and what is red says that it is meant, and nothing else does
    const isRed = Object.values(summaries).some(({ validity }) => validity?.level === 'failing')
    expect(preset.regime !== undefined, preset.regime).toBe(isRed)
  })
})

describe('the presets', () => {
  it('are at least a dozen, each with its own id and title', () => {
    expect(presets.length).toBeGreaterThanOrEqual(12)
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length)
    expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length)
  })
})

/** Labels: which channels are kept, what they cost, and what they find. */
import { describe, expect, it } from 'vitest'
import type { KvEntries } from '../../../src/engines/tokens/contracts/cache.ts'
import type { HeadMoments } from '../../../src/engines/tokens/contracts/calibration.ts'
import { labelCache } from '../../../src/engines/tokens/roles/select/label-cache.ts'
import { startTokens } from './start.ts'

const plain = {
  prompts: { id: 'domains', knobs: { domain: 'tools', requests: 24 } },
  output: 42,
  sampling: { temperature: 0 },
  decoder: { id: 'autoregressive', knobs: {} },
  pace: { contextScale: 100 },
}
const reads = { budget: 32, first: 2, recent: 4 }
const labels = (knobs: object = {}) => ({ id: 'label-cache', knobs: { ...reads, channels: 16, bits: 4, ...knobs } })
const metricsOf = (select: object, given: object = {}) =>
  startTokens({ ...plain, ...given, select }, { seed: 5 }).summary().metrics
const rightOf = (select: object) => metricsOf(select).rightAnswers?.value ?? 0

describe('labels of 16 of 32 channels in 4 bits', () => {
  it('find nearly what an oracle does, and far more than chance', () => {
    const [found, oracle, chance] = [labels(), { id: 'oracle', knobs: reads }, { id: 'random', knobs: reads }].map(
      rightOf,
    )
    expect(found).toBeGreaterThan(0.85 * oracle)
    expect(found).toBeGreaterThan(chance + 0.4)
  })
})

/** Four entries of one list whose keys differ in channels 3 and 7 only, and a row that looks along both. */
function chosenBy(moments: Partial<HeadMoments>, channels: number): readonly number[] {
  const [headDim, count] = [8, 4]
  const none = () => new Float64Array(headDim)
  const heads: HeadMoments = {
    ...{ products: none(), queries: none(), keys: none(), spreads: none() },
    lowest: new Float32Array(headDim).fill(-9),
    highest: new Float32Array(headDim).fill(9),
    ...moments,
  }
  const keys = new Float32Array(count * headDim)
  for (const [entry, [third, seventh]] of [
    [5, 0],
    [1, 0],
    [0, 8],
    [0, 0],
  ].entries()) {
    keys[entry * headDim + 3] = third
    keys[entry * headDim + 7] = seventh
  }
  const select = labelCache.create(
    labelCache.knobs.parse({ budget: 2, first: 0, recent: 1, channels, bits: 16, wholeLayers: 0 }),
    {
      calibrate: () => ({
        tokens: 1,
        heads,
        input: () => {
          throw new Error('no inputs are asked for')
        },
      }),
    },
  )
  if (select === null) throw new Error('nothing selects')
  const shape = {
    ...{ dim: 8, layers: 1, heads: 1, kvHeads: 1, headDim, hidden: 8, vocab: 8, context: 8 },
    ...{ ropeBase: 1, experts: 0, activeExperts: 0, exits: 0 },
  }
  const isRead = new Uint8Array(count)
  const cache = { shape, capacity: count, keys, counts: Int32Array.of(count) } as unknown as KvEntries
  select.index?.(cache, 0)
  select.choose({
    ...{ layer: 0, kvHead: 0, list: 0, position: 3, count, heads: 1, isRead },
    isSeen: new Uint8Array(count).fill(1),
    placeOf: (entry) => entry,
    queryOf: () => 1,
    scoreOf: () => 0,
  })
  return [...isRead]
}

describe('a label', () => {
  const only = (channel: number) => ({ products: new Float64Array(8).map((_, i) => (i === channel ? 1 : 0)) })

  it('holds the channels that the offline pass found largest: the entry that they promise is read, beside the newest', () => {
    expect(chosenBy(only(3), 1)).toEqual([1, 0, 0, 1])
    expect(chosenBy(only(7), 1)).toEqual([0, 0, 1, 1])
  })

  it('of both channels promises what both add', () => {
    expect(chosenBy({ products: Float64Array.of(0, 0, 0, 1, 0, 0, 0, 2) }, 2)).toEqual([0, 0, 1, 1])
  })
})

describe('what finding costs', () => {
  const one = { prompts: { id: 'domains', knobs: { domain: 'code', requests: 1 } }, output: 24 }
  /** Of the entries that plain steps see, with three of four layers asked: an entry has 2 × 32 numbers of 16 bits. */
  const shareOf = (knobs: object) => metricsOf(labels({ budget: 8, ...knobs }), one).indexRead?.value ?? 0

  it('is every label of the layers that are asked, bit by bit', () => {
    expect(shareOf({ wholeLayers: 0 })).toBeCloseTo((16 * 4) / (64 * 16), 6)
    expect(shareOf({ wholeLayers: 1 })).toBeCloseTo(((3 / 4) * 16 * 4) / (64 * 16), 6)
    expect(shareOf({ wholeLayers: 0, channels: 8, bits: 16 })).toBeCloseTo((8 * 16) / (64 * 16), 6)
  })

  it('is 32 bits more by entry where every label has bounds of its own', () => {
    expect(shareOf({ wholeLayers: 0, bounds: 'entry' })).toBeCloseTo((16 * 4 + 32) / (64 * 16), 6)
  })

  it('is part of what was read, and so of modelled time', () => {
    const [found, oracle] = [labels({ wholeLayers: 0 }), { id: 'oracle', knobs: reads }].map((select) =>
      metricsOf(select, one),
    )
    const more = (found.kvRead?.value ?? 0) - (oracle.kvRead?.value ?? 0)
    expect(more).toBeCloseTo(found.indexRead?.value ?? 0, 9)
    expect(found.speedUp?.value ?? 0).toBeLessThan(oracle.speedUp?.value ?? 0)
  })
})

it('labels that are whole keys find what an oracle of summed scores finds: more bits and channels do not do worse', () => {
  const whole = rightOf(labels({ channels: 32, bits: 16 }))
  expect(whole).toBeGreaterThanOrEqual(rightOf(labels({ channels: 4 })) + 0.2)
  expect(whole).toBeGreaterThan(0.9 * rightOf({ id: 'full', knobs: {} }))
})

import { describe, expect, it } from 'vitest'
import { cacheMap } from '../../../src/engines/tokens/asked.ts'
import { createPlainKernels } from '../../../src/engines/tokens/kernels/plain.ts'
import { toHalf } from '../../../src/engines/tokens/kv/half.ts'
import { keepHottest } from '../../../src/engines/tokens/kv/heat.ts'
import { roundGroup } from '../../../src/engines/tokens/kv/round-group.ts'
import { weighCache } from '../../../src/engines/tokens/kv/weigh-cache.ts'
import { KvCache } from '../../../src/engines/tokens/model/kv-cache.ts'
import { rounded } from '../../../src/engines/tokens/roles/kv-format/rounded.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { startTokens } from './start.ts'

const plain = {
  prompts: { id: 'domains', knobs: { domain: 'recall', requests: 4 } },
  output: 24,
  sampling: { temperature: 0 },
  decoder: { id: 'autoregressive', knobs: {} },
}

describe('rounding', () => {
  it('puts a group on 2^bits levels between its bounds', () => {
    const values = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    roundGroup(values, 0, 1, 10, 2)
    expect([...values]).toEqual([0, 0, 3, 3, 3, 6, 6, 6, 9, 9])
  })

  it('leaves alone what has one value, and 8 bits within half a level', () => {
    const same = Float32Array.of(3, 3, 3)
    roundGroup(same, 0, 1, 3, 2)
    expect([...same]).toEqual([3, 3, 3])
    const values = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i))
    const before = values.slice()
    roundGroup(values, 0, 1, 32, 8)
    // half a level is 1 / 255, and bounds in 16 bits are off by 2^-11 of themselves at most
    for (const [i, value] of values.entries()) expect(Math.abs(value - before[i])).toBeLessThan(1 / 255 + 2 / 2048)
  })

  it('keeps the bounds of a group in 16 bits each, which are what is counted', () => {
    // 0.1 and 0.2 are no halves: levels lie between the nearest, 0.0999756 and a step of 0.0999756
    const values = Float32Array.of(0.1, 0.2)
    roundGroup(values, 0, 1, 2, 1)
    expect([...values]).toEqual([0.0999755859375, 0.199951171875])
    expect([1, 0.1, 1 / 3, 65_504, 2 ** -24, 2 ** -25 * 1.5].map(toHalf)).toEqual([
      ...[1, 0.0999755859375, 0.333251953125, 65_504, 2 ** -24, 2 ** -24],
    ])
  })

  it('counts bounds: whole as long as one entry of a group is left, and 3 bits a number while all are', () => {
    // given a head of 32 whose 64 keys were rounded by channel in two groups, to 2 bits as the values
    const cache = new KvCache(createPlainKernels(), { ...oneHead, headDim: 32 }, 64)
    for (let place = 0; place < 64; place++) cache.append(0, 0, place, place)
    const knobs = { keyBits: 2, valueBits: 2, keysBy: 'channel', rotation: 'after', group: 32 } as const
    rounded.create(knobs).settle(cache, () => undefined)
    // keys 2 + 32 × 32 / (32 × 32) bits, values 2 + 32 / 32
    expect(weighCache(cache).bitsPerElement).toBe(3)
    // when all but one entry of the first group are gone, then its 32 channels still need their bounds
    const [layer, kvHead] = [0, 0]
    cache.evict(layer, kvHead, (entry) => cache.place[entry] >= 31)
    expect(weighCache(cache).bits).toBe(33 * (32 * 4 + 32) + 2 * 32 * 32)
    cache.evict(layer, kvHead, (entry) => cache.place[entry] >= 32)
    expect(weighCache(cache).bits).toBe(32 * (32 * 4 + 32) + 32 * 32)
  })

  it('waits with keys until a group is complete, and rounds values at once', () => {
    const simulation = startTokens({ ...plain, kvFormat: { id: 'rounded', knobs: { keyBits: 4, valueBits: 4 } } })
    const map = answerOf(simulation.answers, cacheMap, simulation.now)
    if (map === null) throw new Error('no cache')
    const places = map.tokens.length
    const whole = Math.floor(places / 32) * 32
    expect([...map.keyBits.subarray(0, places)]).toEqual(Array.from({ length: places }, (_, i) => (i < whole ? 4 : 16)))
    expect(new Set(map.valueBits)).toEqual(new Set([4]))
  })

  it('loses answers with one bit, and none with eight', () => {
    const right = (kvFormat: object) =>
      startTokens({
        ...plain,
        // the prompt's own pass sees the whole cache, so the answer must be longer than its first token
        prompts: { id: 'domains', knobs: { domain: 'tools', requests: 20 } },
        output: 40,
        kvFormat,
      }).totals.right
    const rounded = (bits: number) => ({
      id: 'rounded',
      knobs: { keyBits: bits, valueBits: bits, keysBy: 'token', rotation: 'after' },
    })
    const full = right({ id: 'full', knobs: {} })
    expect(full).toBeGreaterThan(10)
    expect(right(rounded(8))).toBe(full)
    expect(right(rounded(1))).toBeLessThan(full)
  })
})

/** A model of one layer and one head: nothing of it is computed here. */
const oneHead = {
  ...{ dim: 4, layers: 1, heads: 1, kvHeads: 1, headDim: 4, hidden: 4, vocab: 4, context: 8, ropeBase: 10_000 },
  ...{ experts: 0, activeExperts: 0, exits: 0 },
}

describe('retention', () => {
  const kept = (retention: object) => {
    const simulation = startTokens({ ...plain, retention })
    const [{ cache }] = simulation.built.writings
    return { cache, map: answerOf(simulation.answers, cacheMap, simulation.now) }
  }

  it('a window keeps the last tokens and forgets the sink', () => {
    const { cache } = kept({ id: 'window', knobs: { window: 16 } })
    expect([...cache.counts]).toEqual(Array(cache.counts.length).fill(16))
    expect([...cache.hasSink]).toEqual([0, 0, 0, 0])
  })

  it('sink and window keep the first tokens, the last and the sink', () => {
    const { cache, map } = kept({ id: 'sink-window', knobs: { window: 16, first: 4 } })
    expect(cache.counts[0]).toBe(20)
    expect([...cache.hasSink]).toEqual([1, 1, 1, 1])
    expect([...(map?.keyBits.subarray(0, 5) ?? [])]).toEqual([16, 16, 16, 16, 0])
  })

  it('heavy hitters differ from head to head', () => {
    const { cache } = kept({ id: 'heavy-hitters', knobs: { hitters: 8, recent: 8 } })
    expect([...cache.counts]).toEqual(Array(cache.counts.length).fill(16))
    const placesOf = (list: number) => [...cache.place.subarray(list * cache.capacity, list * cache.capacity + 16)]
    expect(placesOf(0)).not.toEqual(placesOf(cache.counts.length - 1))
  })

  it('of the older entries the hottest stay, the newer of equals, and all that are not old', () => {
    // given six entries of one head, the first four of them old, with heat 1, 4, 2, 2
    const cache = new KvCache(createPlainKernels(), oneHead, 8)
    cache.counts[0] = 6
    for (let i = 0; i < 6; i++) cache.place[i] = i
    cache.heat.set([1, 4, 2, 2, 0, 0])
    keepHottest(cache, { layer: 0, kvHead: 0 }, 2, (entry) => cache.place[entry] < 4)
    expect([...cache.place.subarray(0, cache.counts[0])]).toEqual([1, 3, 4, 5])
  })

  it('what the prompt’s end observed stays, and everything written after', () => {
    const { cache, map } = kept({ id: 'observed', knobs: { budget: 10, observers: 8 } })
    const simulationText = map?.tokens.length ?? 0
    expect(cache.counts[0]).toBeLessThan(simulationText)
    expect(cache.counts[0]).toBeGreaterThan(17)
  })
})

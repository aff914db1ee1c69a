/** Modelled time is made of what passes really read and ran: each saving changes it by what a hand count says. */
import { describe, expect, it } from 'vitest'
import type { Seams } from '../../../src/engines/tokens/contracts/attention.ts'
import type { Work } from '../../../src/engines/tokens/contracts/work.ts'
import { paceOf } from '../../../src/engines/tokens/core/pace.ts'
import { turnKeysOf } from '../../../src/engines/tokens/kv/turn-key.ts'
import type { KvCache } from '../../../src/engines/tokens/model/kv-cache.ts'
import { rounded } from '../../../src/engines/tokens/roles/kv-format/rounded.ts'
import { tokensSetup } from '../../../src/engines/tokens/set-up/schema.ts'
import { bench } from './models.ts'
import { startTokens } from './start.ts'

/** Of Llama-3.1-8B, in numbers: a layer's attention and norms, its feed-forward block, the head; and bytes of KV of a token. */
const ATTENTION = 4096 * (32 + 2 * 8) * 128 + 32 * 128 * 4096 + 2 * 4096
const FEED = 3 * 4096 * 14_336
const HEAD = 128_256 * 4096
const KV = 2 * 32 * 8 * 128 * 2
/** An H100: bytes a second that kernels reach, and launches of a layer. */
const [BANDWIDTH, LAUNCH] = [3.35e12 * 0.8, 5e-6]

const CONTEXT = 100
const SHAPE = bench(['target']).files.target.header.shape
const paceWith = (given: object = {}) => {
  if (SHAPE === undefined) throw new Error('no shape')
  return paceOf({ ...tokensSetup.parse({}).pace, contextScale: CONTEXT, ...given }, SHAPE)
}

/** A token behind 149 others, after something was done to their cache. */
function oneRow(name: string, change: (cache: KvCache) => void = () => undefined, seams: Seams = {}): Work {
  const opened = bench([name])
  const model = opened.transformer(name)
  const cache = opened.cacheFor(model)
  const tokens = Array.from({ length: 150 }, (_, i) => 4 + ((i * 37) % 500))
  for (const first of [0, 50, 100]) {
    const rows = first === 100 ? tokens.slice(100, 149) : tokens.slice(first, first + 50)
    model.forward(cache, { tokens: rows, first, sight: 'causal' })
  }
  change(cache)
  model.meter.take()
  model.forward(cache, { tokens: [tokens[149]], first: 149, sight: 'causal' }, seams)
  return model.meter.take()
}

const evictTo = (last: number) => (cache: KvCache) => {
  for (let layer = 0; layer < cache.shape.layers; layer++)
    for (let kvHead = 0; kvHead < cache.shape.kvHeads; kvHead++)
      cache.evict(layer, kvHead, (entry) => cache.place[entry] >= cache.length - last)
}

/** Within one per cent. */
const expectTime = (time: number, bytes: number, layers = 32) => {
  const counted = bytes / BANDWIDTH + layers * LAUNCH
  expect(Math.abs(time / counted - 1)).toBeLessThan(0.01)
}

describe('a pass of one row', () => {
  const whole = 2 * (32 * (ATTENTION + FEED) + HEAD)

  it('reads all weights but the embedding table, and the entries that it sees', () => {
    expectTime(paceWith().time(oneRow('target')).time, whole + 150 * CONTEXT * KV)
    expect(paceWith().plain(150)).toEqual(paceWith().time(oneRow('target')))
  })

  it('over a window of 8 of 150 entries reads 9 with its own', () => {
    const { time, bytes } = paceWith().time(oneRow('target', evictTo(8)))
    expectTime(time, whole + 9 * CONTEXT * KV)
    expect(bytes).toBeCloseTo(whole + 9 * CONTEXT * KV, -3)
  })

  it('over 2 bits of 16 reads a fifth: bounds take a bit a number, and the newest keys wait', () => {
    const change = (cache: KvCache) =>
      rounded
        .create({ keyBits: 2, valueBits: 2, keysBy: 'channel', rotation: 'before', group: 32 })
        .settle(cache, turnKeysOf(cache, bench(['target']).transformer('target').rope))
    const { time } = paceWith().time(oneRow('target', change))
    // 149 values of 3 bits, 128 keys of 3 and 21 of 16, and the row's own entry at 16
    const share = (149 * 3 + 128 * 3 + 21 * 16 + 2 * 16) / (2 * 16)
    expectTime(time, whole + share * CONTEXT * KV)
  })

  it('of a 2-of-8 mixture reads a quarter of the feed-forward blocks', () => {
    const { shape } = bench(['moe']).files.moe.header
    if (shape === undefined) throw new Error('no shape')
    const pace = paceOf({ ...tokensSetup.parse({}).pace, contextScale: CONTEXT }, shape)
    expectTime(pace.time(oneRow('moe')).time, 2 * (32 * (ATTENTION + FEED / 4) + HEAD) + 150 * CONTEXT * KV)
  })

  it('that exits at half depth reads half the layers and their KV, and launches half', () => {
    const { time } = paceWith().time(oneRow('target', undefined, { layerGate: (layer) => layer < 2 }))
    expectTime(time, 2 * (16 * (ATTENTION + FEED) + HEAD) + (150 * CONTEXT * KV) / 2, 16)
  })

  it('of a large mixture behind a small dense model chooses evenly: of 128 experts 8, of 64 streams 125.9', () => {
    const work = oneRow('target')
    const bytes = (batch: number) => paceWith({ standsFor: 'qwen3-30b-a3b', batch, contextScale: 1 }).time(work).bytes
    // 48 layers of 128 experts of 3 × 2048 × 768
    const expert = 2 * 48 * 3 * 2048 * 768
    const touched = 128 * (1 - (1 - 8 / 128) ** 64)
    const kv = 150 * 2 * 48 * 4 * 128 * 2
    expect(bytes(64) - bytes(1)).toBeCloseTo((touched - 8) * expert + 63 * kv, -4)
  })
})

describe('rows that go together', () => {
  it('read weights and entries once, and the union of their experts', () => {
    const opened = bench(['moe'])
    const model = opened.transformer('moe')
    const tokens = Array.from({ length: 12 }, (_, i) => 40 + i * 31)
    const together = (() => {
      model.forward(opened.cacheFor(model), { tokens, first: 0, sight: 'causal' })
      return model.meter.take()
    })()
    const { layers, experts, mostRows } = { ...model.shape, mostRows: model.mostRows }
    let union = 0
    for (let layer = 0; layer < layers; layer++)
      for (let expert = 0; expert < experts; expert++) {
        const isUsed = tokens.some((_, row) => model.gates[(layer * mostRows + row) * experts + expert] > 0)
        if (isUsed) union++
      }
    expect(together).toMatchObject({ layers, tokenLayers: 12 * layers, expertRows: 24 * layers, expertsRead: union })
    expect(together.weights.feedForward).toBe(union * 3 * 128 * 192 * 16)
    // twelve entries at 16 bits, in 2 KV heads of 32, keys and values
    expect(together.kvBits).toBe(12 * layers * 2 * 2 * 32 * 16)
    expect(together.pairs).toBe(((12 * 13) / 2) * layers * 4 * 2 * 32)
  })

  it('count once where one pass comes in pieces', () => {
    const opened = bench(['target'])
    const model = opened.transformer('target')
    const cache = opened.cacheFor(model)
    model.meter.hold()
    for (const first of [0, 5]) model.forward(cache, { tokens: [9, 8, 7, 6, 5], first, sight: 'causal' })
    model.meter.release()
    const pieces = model.meter.take()
    cache.clear()
    model.forward(cache, { tokens: [9, 8, 7, 6, 5, 9, 8, 7, 6, 5], first: 0, sight: 'causal' })
    expect(pieces).toEqual(model.meter.take())
  })
})

describe('drafting', () => {
  const few = { prompts: { id: 'domains', knobs: { domain: 'code', requests: 2 } }, output: 20 }
  /** Without those of prompts, which nobody drafts. */
  const termsOf = (given: object) => startTokens({ ...few, ...given }).rounds.terms.filter((terms) => terms.length > 1)

  it('by a model counts its own weights, its prompt and its cache', () => {
    const decoder = { id: 'draft-model', knobs: {} }
    const drafting = (contextScale: number) => termsOf({ decoder, pace: { contextScale } })[0][1].bytes
    // the prompt in one pass, then four tokens: a layer of 64 beside four of 128 is a sixteenth, the head a half
    const weights = 2 * ((32 / 16) * (ATTENTION + FEED) + HEAD / 2)
    expect(drafting(1) / (4 * weights)).toBeCloseTo(1, 1)
    // one KV head in one layer, where the target has two in four
    const entries = (drafting(CONTEXT) - drafting(1)) / ((CONTEXT - 1) * (KV / 8))
    const prompt = startTokens({ ...few, decoder }).logs[0].promptTokens.length
    // its first token came with the prompt of the target
    expect(entries).toBeCloseTo(prompt + 1 + (prompt + 2) + (prompt + 3) + (prompt + 4), 6)
  })

  it('by the first layers leaves the others to the pass that verifies', () => {
    const [[verify, draft]] = termsOf({
      decoder: { id: 'early-exit', knobs: { layers: 2 } },
      draftLength: { id: 'fixed', knobs: { draftLength: 1 } },
    })
    const half = 2 * 16 * (ATTENTION + FEED)
    // the root drafts through the exit's head; the token that it drafted goes through the first layers when it is verified
    expect(draft.bytes / (half + 2 * HEAD)).toBeCloseTo(1, 2)
    expect(verify.bytes / (2 * half + 2 * HEAD)).toBeCloseTo(1, 2)
  })

  it('from the text costs nothing', () => {
    for (const [, draft] of termsOf({ decoder: { id: 'prompt-lookup', knobs: {} } })) expect(draft.time).toBe(0)
  })
})

describe('the context scale', () => {
  it('makes a window show, and one that drops nothing cost nothing', () => {
    const speedUp = (contextScale: number, window: number) =>
      startTokens({
        prompts: { id: 'domains', knobs: { domain: 'recall', requests: 2 } },
        output: 24,
        decoder: { id: 'autoregressive', knobs: {} },
        retention: { id: 'window', knobs: { window } },
        pace: { contextScale },
      }).summary().metrics.speedUp?.value ?? 0
    expect(speedUp(100, 256)).toBeCloseTo(1, 6)
    expect(speedUp(1, 8)).toBeLessThan(1.01)
    expect(speedUp(100, 8)).toBeGreaterThan(1.05)
  })

  it('is told beside every modelled figure', () => {
    const simulation = startTokens({ prompts: { id: 'domains', knobs: { requests: 1 } }, pace: { contextScale: 40 } })
    const { metrics, report } = simulation.summary()
    expect(metrics.speedUp?.note).toContain('40 tokens')
    expect(metrics.throughput?.note).toContain('40 tokens')
    expect(report).toMatchObject({ modelled: { contextScale: 40 } })
    expect(simulation.explain(simulation.now)?.sentences.join(' ')).toContain('40 tokens')
  })
})

it('a model that does not fit the card is said, with figures', async () => {
  const { tokens } = await import('../../../src/engines/tokens/index.ts')
  const noticesOf = (pace: object) => tokens.check(tokens.complete({ pace }).setup).problems
  expect(noticesOf({})).toEqual([])
  // 671 B parameters at 2 bytes on one card of 79.19 GiB
  const [large] = noticesOf({ standsFor: 'deepseek-v3' })
  expect(large).toMatchObject({ code: 'does-not-fit', severity: 'notice', path: 'setup.pace.standsFor' })
  expect(large.message).toMatch(/1342\.\d GB.*85\.0 GB/)
  // 64 texts of 256 × 100 tokens of 131,072 B
  expect(noticesOf({ batch: 64, contextScale: 100 })[0].message).toContain('GB of KV')
})

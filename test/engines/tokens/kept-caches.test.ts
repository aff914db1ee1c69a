/** What is kept of a cache does not depend on how rows go through the model: in pieces, one by one, or as a draft. */
import { describe, expect, it } from 'vitest'
import { keepingOf } from '../../../src/engines/tokens/build/keeping.ts'
import { shapingOf } from '../../../src/engines/tokens/build/shaping.ts'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { createPlainKernels } from '../../../src/engines/tokens/kernels/plain.ts'
import { KvCache } from '../../../src/engines/tokens/model/kv-cache.ts'
import { kvFormats } from '../../../src/engines/tokens/roles/kv-format/index.ts'
import { observed } from '../../../src/engines/tokens/roles/retention/observed.ts'
import { type TokensSetup, tokensSetup } from '../../../src/engines/tokens/set-up/schema.ts'
import { created } from '../../../src/schema/choice.ts'
import { assets, bench } from './models.ts'
import { startTokens } from './start.ts'

const document = {
  prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 7 } },
  output: 32,
  sampling: { temperature: 0 },
}
const textsOf = (given: object) => {
  const { logs, speculation } = startTokens({ ...document, ...given })
  return { texts: logs.map(({ text }) => text.token), ...speculation }
}

const CACHES: readonly (readonly [string, object])[] = [
  ['a window', { retention: { id: 'window', knobs: { window: 12 } } }],
  ['first and last tokens', { retention: { id: 'sink-window', knobs: { window: 12, first: 4 } } }],
  [
    'the same, where they stand in the text',
    { retention: { id: 'sink-window', knobs: { window: 12, positions: 'in-text' } } },
  ],
  ['heavy hitters', { retention: { id: 'heavy-hitters', knobs: { hitters: 8, recent: 8 } } }],
  ['what the prompt’s end observed', { retention: { id: 'observed', knobs: { budget: 12, observers: 8 } } }],
  ['two bits', { kvFormat: { id: 'rounded', knobs: { keyBits: 2, valueBits: 2, group: 8 } } }],
  [
    'two bits of heavy hitters',
    {
      kvFormat: { id: 'rounded', knobs: { group: 8 } },
      retention: { id: 'heavy-hitters', knobs: { hitters: 8, recent: 16 } },
    },
  ],
]
const DRAFTERS: readonly (readonly [string, object])[] = [
  ['a chain', { decoder: { id: 'draft-model', knobs: {} } }],
  ['a tree', { decoder: { id: 'draft-model', knobs: { shape: 'tree' } } }],
  ['early exit', { decoder: { id: 'early-exit', knobs: { layers: 2 } } }],
  ['the text', { decoder: { id: 'prompt-lookup', knobs: {} } }],
]

const whole = textsOf({ decoder: { id: 'autoregressive', knobs: {} } })

describe.each(CACHES)('over %s', (_cache, kept) => {
  const plain = textsOf({ ...kept, decoder: { id: 'autoregressive', knobs: {} } })

  it.each(DRAFTERS)('%s drafts, and the text is that of plain decoding over the same cache', (_drafter, drafted) => {
    const { texts, accepted, rejected } = textsOf({ ...kept, ...drafted })
    expect(texts).toEqual(plain.texts)
    // and drafts were really judged, both ways
    expect(Math.min(accepted, rejected)).toBeGreaterThan(5)
  })

  it('the text is another than with the whole cache', () => {
    expect(plain.texts).not.toEqual(whole.texts)
  })
})

/** A model of one layer and one head: nothing of it is computed here. */
const SMALL = {
  ...{ dim: 4, headDim: 4, hidden: 4, vocab: 4, context: 8, ropeBase: 10_000 },
  ...{ experts: 0, activeExperts: 0, exits: 0 },
}

/** Reads a text in pieces of so many tokens with the set-up's cache, and tells the last logits and what is kept. */
function readInPieces(given: object, piece: number) {
  const setup: TokensSetup = tokensSetup.parse(given)
  const opened = bench(['target'])
  const target = opened.transformer('target')
  const cache = opened.cacheFor(target)
  const keeping = keepingOf(setup, {
    target,
    cache,
    format: created(kvFormats, setup.kvFormat, undefined),
    calibrate: shapingOf(setup, assets).calibrate,
  })
  const text = Array.from({ length: 100 }, (_, i) => 4 + ((i * 61) % 500))
  keeping.opened(text.length)
  let logits: Float32Array = new Float32Array(0)
  for (let first = 0; first < text.length; first += piece) {
    const rows = text.slice(first, first + piece)
    const all = target.forward(cache, { tokens: rows, first, sight: 'causal' }, keeping.seams)
    logits = all.slice((rows.length - 1) * target.shape.vocab, rows.length * target.shape.vocab)
  }
  keeping.settled('prefill')
  const placesOf = (list: number) =>
    Array.from(cache.place.subarray(list * cache.capacity, list * cache.capacity + cache.counts[list]))
  return { logits, places: Array.from(cache.counts, (_, list) => placesOf(list)), cache }
}

describe('a prompt that is read', () => {
  it.each([
    ['within a window', { retention: { id: 'window', knobs: { window: 12 } } }],
    ['with its first tokens moving up', { retention: { id: 'sink-window', knobs: { window: 12, first: 4 } } }],
    ['to its end, which observes', { retention: { id: 'observed', knobs: { budget: 12, observers: 16 } } }],
  ])('%s keeps the same in pieces of 64 and one by one, bit for bit', (_title, given) => {
    const [whole, single] = [readInPieces(given, 50), readInPieces(given, 1)]
    expect(whole.logits).toEqual(single.logits)
    expect(whole.places).toEqual(single.places)
  })

  it('within a window forgets while it is read: the last token does not know how it began', () => {
    const [seen, unseen] = [{ window: 256 }, { window: 12 }].map((knobs) =>
      readInPieces({ retention: { id: 'window', knobs } }, 50),
    )
    expect(unseen.logits).not.toEqual(seen.logits)
    expect(unseen.places[0]).toEqual(Array.from({ length: 12 }, (_, i) => 88 + i))
  })

  it('brings the first token over the whole cache, whatever is kept behind it', () => {
    const firstOf = (retention: object) =>
      startTokens({ ...document, output: 1, decoder: { id: 'autoregressive' }, retention }).logs.map(
        ({ text }) => text.token,
      )
    expect(firstOf({ id: 'observed', knobs: { budget: 1, observers: 1 } })).toEqual(firstOf({ id: 'full' }))
    expect(firstOf({ id: 'heavy-hitters', knobs: { hitters: 1, recent: 1 } })).toEqual(firstOf({ id: 'full' }))
  })
})

describe('what the prompt’s end observes', () => {
  it('is seen by the last 16 tokens, the question among them, whatever the pieces', () => {
    // given a prompt of 66 tokens, of which the last piece of 64 has two
    const setup = tokensSetup.parse({ retention: { id: 'observed', knobs: { budget: 50, observers: 16, pooling: 1 } } })
    const opened = bench(['target'])
    const target = opened.transformer('target')
    const cache = opened.cacheFor(target)
    const keeping = keepingOf(setup, {
      target,
      cache,
      format: created(kvFormats, setup.kvFormat, undefined),
      calibrate: shapingOf(setup, assets).calibrate,
    })
    const text = Array.from({ length: 66 }, (_, i) => 4 + ((i * 61) % 500))
    keeping.opened(66)
    for (const first of [0, 64])
      target.forward(cache, { tokens: text.slice(first, first + 64), first, sight: 'causal' }, keeping.seams)
    // every observer shares out one attention a query head, less what its sink took; two query heads share a KV head
    const heat = cache.heat.subarray(0, 66).reduce((sum, value) => sum + value, 0)
    expect(heat).toBeGreaterThan(2 * 2)
    expect(heat).toBeLessThanOrEqual(2 * 16 + 1e-3)
    // the last token looks at itself, which nobody else can
    expect(cache.heat[65]).toBeGreaterThan(0)
  })

  it('does not lend the heat of the observers to their neighbours, and lends that of others by its mean', () => {
    // given 20 tokens of one head, the last four observers and hot, one other warm with a cold one on either side, two next to each other
    const shape = { ...SMALL, layers: 1, heads: 1, kvHeads: 1 }
    const cache = new KvCache(createPlainKernels(), shape, 20)
    for (let place = 0; place < 20; place++) cache.append(0, 0, place, place)
    cache.length = 20
    cache.heat.set([0, 0, 0, 3, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9])
    observed.create({ budget: 2, observers: 4, pooling: 3 }).settle(cache, 'prefill')
    // sums over three: around 3 they are 3, 3, 3; around 7 and 8 they are 2, 4, 4, 2; by the largest 2, 3 and 4 would tie in front
    expect(Array.from(cache.place.subarray(0, cache.counts[0]))).toEqual([7, 8, 16, 17, 18, 19])
  })
})

describe('first tokens with positions of the cache', () => {
  it('stand as far behind the last ones as the cache is long', () => {
    const { cache } = readInPieces({ retention: { id: 'sink-window', knobs: { window: 12, first: 4 } } }, 50)
    // the last row, 99, saw 4 + 12 + itself: its distance to the first token is 16
    expect(Array.from(cache.position.subarray(0, 5))).toEqual([83, 84, 85, 86, 88])
    const text = readInPieces(
      { retention: { id: 'sink-window', knobs: { window: 12, first: 4, positions: 'in-text' } } },
      50,
    )
    expect(Array.from(text.cache.position.subarray(0, 5))).toEqual([0, 1, 2, 3, 88])
  })

  it('refuse keys that are kept after their rotation, and say how to mend it', () => {
    const knobs = { rotation: 'after' }
    const { setup } = tokens.complete({ retention: { id: 'sink-window' }, kvFormat: { id: 'rounded', knobs } })
    expect(tokens.check(setup).problems[0]).toMatchObject({ code: 'turned-keys-kept', path: 'setup.kvFormat' })
    const apart = tokens.complete({
      retention: { id: 'sink-window', knobs: { positions: 'in-text' } },
      kvFormat: { id: 'rounded', knobs },
    })
    expect(tokens.check(apart.setup).problems).toEqual([])
  })
})

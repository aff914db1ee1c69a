/**
 * Laws of explanations: what is said to bound an operator agrees with its own time, FLOP and bytes, whatever the work, the model, the
 * device and the settings; and no operator beats the roof.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accelerators } from '../../../../src/catalog/accelerators.ts'
import { models } from '../../../../src/catalog/models.ts'
import { createCostModel } from '../../../../src/engines/serving/cost/cost-model.ts'
import { createWork, type Work } from '../../../../src/engines/serving/cost/work.ts'
import { limits } from '../../../../src/kernel/limits.ts'
import { costModel, decodes, setUp, type Wishes, withExperts } from './set-up.ts'

const share = fc.double({ min: 0.05, max: 1, noNaN: true })
const factor = fc.constantFrom(0.1, 0.5, 1, 1, 2, 10)
const settings = fc.record({
  form: fc.constantFrom('steps', 'kernels', 'linear', 'linear, slower engine'),
  ideal: fc.constantFrom(false, false, true),
  draw: fc.constantFrom(0, 0, 3),
  computeEfficiency: share,
  memoryEfficiency: share,
  elementwiseEfficiency: share,
  networkEfficiency: share,
  computeFactor: factor,
  memoryFactor: factor,
  networkFactor: factor,
  layerOverheadUs: fc.constantFrom(0, 37.6, 1000),
  launchOverheadUs: fc.constantFrom(0, 5, 1000),
})
const wishes: fc.Arbitrary<Wishes> = fc.record({
  model: fc.constantFrom('opt-13b', 'gpt-oss-120b', ...models.map(({ id }) => id)),
  accelerator: fc.constantFrom('a100-80gb-sxm', ...accelerators.map(({ id }) => id)),
  weights: fc.constantFrom('bf16', 'fp8', 'int4'),
  kv: fc.constantFrom('bf16', 'fp8'),
  tensor: fc.constantFrom(1, 1, 2, 8),
  pipeline: fc.constantFrom(1, 1, 2),
  data: fc.constantFrom(1, 1, 2),
  expertParallel: fc.boolean(),
  draftCost: fc.constantFrom(0, 0.1),
  settings,
}) as fc.Arbitrary<Wishes>

/** Streams and pieces of prompts, from one to many, over short and long contexts. */
const work: fc.Arbitrary<(model: { readonly count: number; readonly active: number } | undefined) => Work> = fc
  .record({
    streams: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 512 })),
    context: fc.constantFrom(1, 100, 4000, 100_000),
    pieces: fc.integer({ min: 0, max: 4 }),
    tokens: fc.constantFrom(1, 37, 512, 8192),
    cached: fc.constantFrom(0, 1000, 60_000),
    drafts: fc.constantFrom(0, 4),
    spread: fc.double({ min: 0.1, max: 1, noNaN: true }),
  })
  .map(({ streams, context, pieces, tokens, cached, drafts, spread }) => (experts) => {
    const batch = createWork()
    const count = streams + pieces === 0 ? 1 : streams
    batch.decodeSequences = count
    batch.draftPasses = count > 0 ? drafts : 0
    batch.draftTokens = count * drafts
    batch.tokens = batch.peakTokens = count * (1 + drafts) + pieces * tokens
    batch.logitRows = count * (1 + drafts) + pieces
    batch.decodeContext = count * context
    batch.decodePairs = count * context * (1 + drafts)
    batch.prefillSequences = pieces
    batch.prefillPairs = pieces * tokens * (cached + (tokens + 1) / 2)
    batch.prefillContext = pieces * (cached + tokens)
    if (!experts) return batch
    const pairs = batch.tokens * experts.active
    const unique = Math.max(1, Math.min(experts.count, Math.round(pairs * spread)))
    return withExperts(batch, { layers: 2, unique, pairs })
  })

const close = 1 + 1e-9

describe('every operator of every form', () => {
  const explained = fc.tuple(wishes, work).map(([wish, batchOf]) => {
    const set = setUp(wish)
    const model = createCostModel({ ...set, duty: 'whole' })
    return {
      model,
      terms: model.explain(batchOf(set.model.experts)),
      isLinear: wish.settings?.form?.startsWith('linear'),
    }
  })

  it('is bound by the longest of its limits, which no time is shorter than, nor longer than all of them together', () => {
    fc.assert(
      fc.property(explained, ({ terms }) => {
        for (const { operator, time, bound, alone } of terms) {
          const each = limits.map((limit) => alone[limit])
          expect([operator, alone[bound]]).toEqual([operator, Math.max(...each)])
          expect(Math.max(...each)).toBeLessThanOrEqual(time * close)
          expect(time).toBeLessThanOrEqual(each.reduce((sum, one) => sum + one, 0) * close)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('multiplies and moves what it says within its time: neither beats the roof, nor does any sum of operators', () => {
    fc.assert(
      fc.property(explained, ({ terms, model: { roof } }) => {
        const sum = { time: 0, flop: 0, bytes: 0 }
        for (const { operator, time, flop, bytes, bound } of terms) {
          const moved = bound === 'network' ? 0 : bytes
          const all = { time: sum.time + time, flop: sum.flop + flop, bytes: sum.bytes + moved }
          Object.assign(sum, all)
          for (const one of [{ time, flop, bytes: moved }, all]) {
            expect([operator, one.flop / one.time <= roof.flops * close]).toEqual([operator, true])
            expect([operator, one.bytes / one.time <= roof.memory * close]).toEqual([operator, true])
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is bound by arithmetic only where its limit holds the FLOP it tells, by memory where it holds the bytes', () => {
    fc.assert(
      fc.property(explained, ({ terms, model: { roof } }) => {
        for (const { flop, bytes, bound, alone } of terms) {
          // Published lines tell times alone.
          if (flop === 0 && bytes === 0) continue
          // Padding, waves and shares below the best make limits longer than FLOP and bytes at the roof, never shorter.
          expect(alone.compute * close).toBeGreaterThanOrEqual(flop / roof.flops)
          if (bound !== 'network') expect(alone.memory * close).toBeGreaterThanOrEqual(bytes / roof.memory)
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('what bounds a few streams of a mixture', () => {
  it('is reading, where the bytes in the time are the bandwidth that kernels reach', () => {
    // given three streams of a mixture with 4 of 128 experts active that meet on none: 12 experts a layer
    const model = costModel({ model: 'gpt-oss-120b', accelerator: 'h100-sxm', weights: 'int4' })
    const experts = model
      .explain(withExperts(decodes(3, 1000), { layers: 4, unique: 12, pairs: 12 }))
      .find(({ operator }) => operator === 'experts')
    if (!experts) throw new Error('no experts')
    // 0.866 of 3.35 TB/s, as every operator that memory bounds
    expect(experts.bytes / experts.time / 3.35e12).toBeCloseTo(0.866, 9)
    expect(experts.bound).toBe('memory')
    expect(experts.alone.compute).toBeLessThan(experts.alone.memory)
  })

  it('is what the sums over layers say, where layers differ', () => {
    // given a layer that reads 64 experts for a token each, and one that multiplies 600 tokens by one expert
    const model = costModel({ model: 'gpt-oss-120b', accelerator: 'h100-sxm', weights: 'bf16' })
    const work = withExperts(decodes(64, 1000), { layers: 2, unique: 64, pairs: 64 })
    work.experts.peakUnique[1] = 1
    work.experts.peakPairs[1] = 600
    const both = model.explain(work).find(({ operator }) => operator === 'experts')
    if (!both) throw new Error('no experts')
    // then the first rules, and the time is that of each layer's own limit: longer than either sum
    expect(both.bound).toBe('memory')
    expect(both.time).toBeGreaterThan(both.alone.memory)
    expect(both.alone.memory).toBeGreaterThan(both.alone.compute)
  })

  it('is arithmetic in decode attention of many heads over one compressed list', () => {
    const deepseek = costModel({ model: 'deepseek-v3', accelerator: 'h100-sxm', weights: 'fp8' })
    const work = withExperts(decodes(64, 4000), { layers: 1, unique: 200, pairs: 512 })
    work.decodePairs *= 4 // three drafts
    expect(deepseek.explain(work).find(({ operator }) => operator === 'attention decode')?.bound).toBe('compute')
  })
})

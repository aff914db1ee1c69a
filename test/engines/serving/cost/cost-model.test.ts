import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCostModel } from '../../../../src/engines/serving/cost/cost-model.ts'
import type { Work } from '../../../../src/engines/serving/cost/work.ts'
import { weightBytes } from '../../../../src/formulas/weight-bytes.ts'
import { costModel, decodes, prompt, setUp, timeOf, type Wishes, withExperts } from './set-up.ts'

/** A mixed batch: decodes and a piece of a prompt. */
function mixed(sequences: number, context: number, piece: number): Work {
  const work = decodes(sequences, context)
  const other = prompt(piece)
  work.tokens = work.peakTokens = sequences + piece
  work.logitRows = sequences + 1
  work.prefillSequences = 1
  work.prefillPairs = other.prefillPairs
  work.prefillContext = other.prefillContext
  return work
}

const anyWishes: fc.Arbitrary<Wishes> = fc.record({
  model: fc.constantFrom('llama-2-7b', 'llama-3.1-70b', 'mistral-7b', 'gemma-3-4b', 'deepseek-v3', 'gpt-oss-20b'),
  accelerator: fc.constantFrom('a100-80gb-sxm', 'h100-sxm', 'rtx-4090', 'apple-m4-max'),
  tensor: fc.constantFrom(1, 2, 8),
  pipeline: fc.constantFrom(1, 3),
  data: fc.constantFrom(1, 4),
  expertParallel: fc.boolean(),
  weights: fc.constantFrom('bf16', 'fp8', 'int8', 'int4'),
  kv: fc.constantFrom('bf16', 'fp8'),
  draftCost: fc.constantFrom(0, 0.05),
})

const anyWork = fc
  .record({
    sequences: fc.integer({ min: 1, max: 256 }),
    context: fc.integer({ min: 1, max: 8192 }),
    piece: fc.integer({ min: 1, max: 20_000 }), // beyond the table's 16,384 too
    drafted: fc.integer({ min: 0, max: 4 }),
    layers: fc.integer({ min: 1, max: 4 }),
    unique: fc.integer({ min: 1, max: 32 }),
  })
  .map(({ sequences, context, piece, drafted, layers, unique }) => {
    const work = mixed(sequences, context, piece)
    work.draftPasses = drafted
    work.draftTokens = drafted * sequences
    return withExperts(work, { layers, unique, pairs: work.tokens * 8 })
  })

describe('an iteration', () => {
  it('is the sum of the terms that explain prints, but for the rounding of sums that associate differently', () => {
    fc.assert(
      fc.property(anyWishes, anyWork, (wishes, work) => {
        const model = costModel(wishes)
        let sum = 0
        for (const { time } of model.explain(work)) sum += time
        expect(model.iteration(work) / sum).toBeCloseTo(1, 12)
        expect(model.iteration(work) / sum).toBeCloseTo(1, 12) // from the table now
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it('never gets faster with more tokens, longer contexts or more experts', () => {
    fc.assert(
      fc.property(anyWishes, anyWork, fc.integer({ min: 1, max: 500 }), (wishes, work, more) => {
        const model = costModel(wishes)
        const before = model.iteration(work)
        work.tokens += more
        work.peakTokens += more
        work.decodeContext += more
        work.decodePairs += more
        work.prefillPairs += more
        work.prefillContext += more
        work.logitRows += more
        for (let layer = 0; layer < work.experts.layers; layer++) work.experts.peakPairs[layer] += more
        expect(model.iteration(work)).toBeGreaterThanOrEqual(before)
      }),
      { seed: 12, numRuns: 300 },
    )
  })

  it('is never faster than the ideal one', () => {
    fc.assert(
      fc.property(anyWishes, anyWork, (wishes, work) => {
        const ideal = costModel({ ...wishes, settings: { ideal: true } })
        expect(ideal.iteration(work)).toBeLessThanOrEqual(costModel(wishes).iteration(work))
      }),
      { seed: 13, numRuns: 200 },
    )
  })

  it('of one decode is about weights over bandwidth', () => {
    for (const model of ['llama-2-7b', 'llama-3.1-8b']) {
      const set = setUp({ model, settings: { ideal: true } })
      const time = createCostModel(set).iteration(decodes(1, 1))
      // The embedding table is looked up and not read. What is left beside the weights are a row of activations and logits.
      const embedding = set.model.vocabulary * set.model.dim * 2
      const bound = (weightBytes(set.model, 'bf16') - embedding) / set.accelerator.memoryBandwidth
      expect(time).toBeGreaterThan(bound * 0.999)
      expect(time).toBeLessThan(bound * 1.005)
    }
  })

  it('of one decode with overheads adds 37.6 µs a layer and 0.3 ms', () => {
    const model = costModel()
    const time = model.iteration(decodes(1, 1))
    const set = setUp()
    const read = (weightBytes(set.model, 'bf16') - 32_000 * 4096 * 2) / (0.866 * 2039e9) // 7.5 ms
    expect(time).toBeGreaterThan(read + 32 * 37.6e-6 + 0.3e-3 - 1e-6)
    expect(time).toBeLessThan((read + 32 * 37.6e-6 + 0.3e-3) * 1.005)
  })

  it('serves more tokens a second in larger batches', () => {
    const model = costModel()
    let before = 0
    for (const batch of [1, 2, 4, 8, 16, 32, 64, 128, 256]) {
      const throughput = batch / model.iteration(decodes(batch, 500))
      expect(throughput).toBeGreaterThan(before)
      before = throughput
    }
  })

  it('shrinks with tensor parallelism, by less than the number of ranks', () => {
    const on = (tensor: number) => costModel({ model: 'llama-3.1-70b', tensor }).iteration(decodes(16, 2000))
    for (const tensor of [2, 4, 8]) {
      expect(on(tensor)).toBeLessThan(on(tensor / 2))
      expect(on(tensor)).toBeGreaterThan(on(1) / tensor)
    }
    // Without overheads, collectives and what every rank repeats are all that is lost.
    const ideal = (tensor: number) =>
      costModel({ model: 'llama-3.1-70b', tensor, settings: { ideal: true } }).iteration(prompt(4096))
    expect(ideal(8)).toBeGreaterThan(ideal(1) / 8)
  })

  it('costs a pipeline stage its share, and hops beside', () => {
    const model = costModel({ pipeline: 4 })
    const work = mixed(20, 500, 300)
    const hops = timeOf(model, work, 'pipeline hops')
    // three hops of 320 tokens × 4,096 × 2 B
    expect(hops).toBeCloseTo(3 * (1.65e-6 + (320 * 4096 * 2) / (0.62 * 300e9)), 12)
    expect(model.iteration(work)).toBeCloseTo(4 * model.stage(work) + hops, 12)
    expect(costModel().stage(work)).toBe(costModel().iteration(work))
  })

  it('pays for the longest stage when layers do not divide: 3 × 11 of 32', () => {
    const overhead = (pipeline: number) => timeOf(costModel({ pipeline }), decodes(1, 1), 'layer overhead')
    expect(overhead(3)).toBeCloseTo(33 * 37.6e-6, 12)
    expect(overhead(4)).toBeCloseTo(32 * 37.6e-6, 12)
  })

  it('reads fewer bytes from int4 weights, but multiplies in bf16', () => {
    const bf16 = costModel()
    const int4 = costModel({ weights: 'int4' })
    const small = (model: typeof bf16) => timeOf(model, decodes(1, 1), 'feed-forward up')
    expect(small(int4) / small(bf16)).toBeCloseTo(0.515625 / 2, 2)
    expect(timeOf(int4, prompt(4096), 'feed-forward up')).toBe(timeOf(bf16, prompt(4096), 'feed-forward up'))
    // An A100 has no fp8: same rate as bf16. An H100 has: half the time.
    const up = (accelerator: string, weights: 'bf16' | 'fp8') =>
      timeOf(costModel({ accelerator, weights }), prompt(4096), 'feed-forward up')
    expect(up('a100-80gb-sxm', 'fp8')).toBe(up('a100-80gb-sxm', 'bf16'))
    expect(up('h100-sxm', 'fp8')).toBeCloseTo(up('h100-sxm', 'bf16') / 2, 5)
  })

  it('makes drafts pay in small batches and cost in large ones', () => {
    // 70B on eight H100, drafts of 7 accepted at 0.6: 2.46 tokens a round, whatever the batch
    const model = costModel({ model: 'llama-3.1-70b', accelerator: 'h100-sxm', tensor: 8, draftCost: 0.02 })
    const speedUp = (batch: number) => {
      const round = decodes(batch, 2000)
      round.tokens = round.peakTokens = round.logitRows = 8 * batch
      round.decodePairs = 8 * batch * 2000
      round.draftPasses = 7
      round.draftTokens = 7 * batch
      return (2.46 * model.iteration(decodes(batch, 2000))) / model.iteration(round)
    }
    expect(speedUp(1)).toBeGreaterThan(1.8)
    expect(speedUp(512)).toBeLessThan(1)
  })
})

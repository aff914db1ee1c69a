/** Each operator against arithmetic that can be redone on paper. */
import { describe, expect, it } from 'vitest'
import { find } from '../../../../src/catalog/find.ts'
import { links } from '../../../../src/catalog/links.ts'
import { coefficients } from '../../../../src/engines/serving/cost/coefficients.ts'
import { allReduce } from '../../../../src/engines/serving/cost/collectives.ts'
import { gemm } from '../../../../src/engines/serving/cost/gemm.ts'
import { createCost } from '../../../../src/engines/serving/cost/operator.ts'
import { costSettings } from '../../../../src/engines/serving/cost/settings.ts'
import { boundOf } from '../../../../src/kernel/limits.ts'
import { costModel, decodes, prompt, timeOf, withExperts } from './set-up.ts'

const rates = { flops: 100e12, memory: 1e12, launch: 2e-6, sheet: 1.2e12 }

describe('a matrix product', () => {
  it('of one row takes the time to read its weights', () => {
    const cost = createCost()
    gemm('g', { k: 4096, n: 4096, bytesPerWeight: 2, times: 1 }, rates).measure(1, cost)
    // 4096² × 2 B of weights and 8,192 values of 2 B at 1 TB/s, and 2 µs of launch
    expect(cost.time).toBeCloseTo((4096 * 4096 * 2 + 8192 * 2) / 1e12 + 2e-6, 15)
    expect(cost.flop).toBe(2 * 4096 * 4096)
    expect(boundOf(cost)).toBe('memory')
  })

  it('of a thousand rows takes the time to multiply', () => {
    const cost = createCost()
    gemm('g', { k: 4096, n: 4096, bytesPerWeight: 2, times: 1 }, rates).measure(1000, cost)
    expect(cost.time).toBeCloseTo((2 * 1000 * 4096 * 4096) / 100e12 + 2e-6, 15)
    expect(boundOf(cost)).toBe('compute')
  })

  it('counts every layer, and nothing without rows', () => {
    const cost = createCost()
    const layers = gemm('g', { k: 64, n: 64, bytesPerWeight: 1, times: 32 }, rates)
    layers.measure(1, cost)
    expect(cost.bytes).toBe(32 * (64 * 64 + 128 * 2))
    layers.measure(0, cost)
    expect(cost).toEqual(createCost())
  })
})

describe('decode attention', () => {
  // Llama 2 7B: 2 × 32 heads × 128 × 2 B = 16,384 B a position and layer, 32 layers
  const kvBytes = 32 * 16_384

  it('reads the KV of every context once', () => {
    const time = timeOf(costModel(), decodes(10, 1000), 'attention decode')
    expect(time).toBeCloseTo((10 * 1000 * kvBytes) / (0.866 * 2039e9), 12)
  })

  it('reads no more when a draft of five is verified, and multiplies five times as much', () => {
    const work = decodes(10, 1000)
    const plain = costModel().explain(work)
    work.decodePairs *= 5
    const [before, after] = [plain, costModel().explain(work)].map((terms) =>
      terms.find(({ operator }) => operator === 'attention decode'),
    )
    expect(after?.bytes).toBe(before?.bytes)
    expect(after?.flop).toBe(5 * (before?.flop ?? 0))
    expect(after?.time).toBe(before?.time)
  })

  it('reads half as much from a one-byte cache, an eighth on eight ranks', () => {
    const full = timeOf(costModel(), decodes(10, 1000), 'attention decode')
    expect(timeOf(costModel({ kv: 'fp8' }), decodes(10, 1000), 'attention decode')).toBeCloseTo(full / 2, 12)
    expect(timeOf(costModel({ tensor: 8 }), decodes(10, 1000), 'attention decode')).toBeCloseTo(full / 8, 12)
  })

  it('keeps whole KV heads on a rank when there are fewer than ranks', () => {
    // Llama 3.1 8B has 8 KV heads: 16 ranks hold one each, as 8 do
    const on = (tensor: number) =>
      timeOf(costModel({ model: 'llama-3.1-8b', tensor }), decodes(4, 8000), 'attention decode')
    expect(on(16)).toBe(on(8))
    expect(on(8)).toBeCloseTo(on(1) / 8, 12)
  })

  it('reads one compressed vector whatever the tensor parallelism, in latent attention', () => {
    const on = (tensor: number) => {
      const work = withExperts(decodes(4, 8000), { layers: 1, unique: 30, pairs: 32 })
      return costModel({ model: 'deepseek-v3', tensor, accelerator: 'h200-sxm' })
        .explain(work)
        .find(({ operator }) => operator === 'attention decode')?.bytes
    }
    expect(on(1)).toBe(4 * 8000 * 61 * 576 * 2)
    expect(on(8)).toBe(on(1))
  })

  it('reads at most the window in layers that have one', () => {
    // Mistral: every layer 4,096; gpt-oss: 128 in half of the layers
    const mistral = costModel({ model: 'mistral-7b' })
    expect(timeOf(mistral, decodes(4, 16_384), 'attention decode')).toBeCloseTo(
      timeOf(mistral, decodes(4, 4096), 'attention decode'),
      12,
    )
    const bytes = (context: number) =>
      costModel({ model: 'gpt-oss-20b' })
        .explain(withExperts(decodes(1, context), { layers: 1, unique: 4, pairs: 4 }))
        .find(({ operator }) => operator === 'attention decode')?.bytes
    // 2 × 8 × 64 × 2 B = 2,048 B a position and layer; 12 layers see 10,000, 12 see 128
    expect(bytes(10_000)).toBeCloseTo(2048 * 12 * (10_000 + 128), 0)
  })
})

describe('prefill attention', () => {
  it('does four FLOP per pair, head and value', () => {
    // given a whole prompt of 4,096: 4,096 × 4,097 / 2 pairs
    const pairs = (4096 * 4097) / 2
    const time = timeOf(costModel(), prompt(4096), 'attention prefill')
    expect(time).toBeCloseTo((32 * 4 * 32 * 128 * pairs) / (0.665 * 312e12), 12)
  })

  it('costs a prompt in pieces as much as in one, where it is compute-bound', () => {
    const model = costModel()
    const pieces =
      timeOf(model, prompt(2048), 'attention prefill') + timeOf(model, prompt(2048, 2048), 'attention prefill')
    expect(pieces).toBeCloseTo(timeOf(model, prompt(4096), 'attention prefill'), 12)
  })

  it('sees a window only', () => {
    // 8,192 queries × at most 4,096 positions, instead of 8,192 × 8,193 / 2: a bound of 8,192 × 4,096
    const [term] = costModel({ model: 'mistral-7b' })
      .explain(prompt(8192, 100_000))
      .filter(({ operator }) => operator === 'attention prefill')
    expect(term.flop).toBe(32 * 4 * 32 * 128 * 8192 * 4096)
  })
})

describe('experts', () => {
  const mixtral = { model: 'mixtral-8x7b', accelerator: 'h100-sxm', tensor: 2 }
  const expert = 3 * 4096 * 14_336 // weights

  it('read the weights of different experts once, whatever number of tokens they have', () => {
    const time = timeOf(costModel(mixtral), withExperts(decodes(2, 100), { layers: 1, unique: 4, pairs: 4 }), 'experts')
    // 4 experts, half of each on a rank, bf16, 32 layers; activations of 4 pairs beside
    const bytes = 4 * (expert / 2) * 2 + 4 * (2 * 4096 + 3 * 7168) * 2
    expect(time).toBeCloseTo((32 * bytes) / (0.866 * 3350e9), 12)
  })

  it('scale represented layers to all: four alike count as one', () => {
    const model = costModel(mixtral)
    const time = (layers: number) =>
      timeOf(model, withExperts(decodes(64, 100), { layers, unique: 8, pairs: 128 }), 'experts')
    expect(time(4)).toBeCloseTo(time(1), 12)
  })

  it('wait for whole blocks of rows when they multiply', () => {
    // 8 experts with 8,192 pairs: 8,192 + 8 × (38 − 1) / 2 = 8,340 rows
    const work = withExperts(prompt(4096), { layers: 1, unique: 8, pairs: 8192 })
    const time = timeOf(costModel(mixtral), work, 'experts')
    expect(time).toBeCloseTo((32 * 2 * (expert / 2) * 8340) / (0.665 * 989.4e12), 12)
    const ideal = timeOf(costModel({ ...mixtral, settings: { ideal: true } }), work, 'experts')
    expect(ideal).toBeCloseTo((32 * 2 * (expert / 2) * 8192) / 989.4e12, 12)
  })

  it('go whole to their ranks with expert parallelism, and tokens travel', () => {
    const model = costModel({ ...mixtral, expertParallel: true })
    const work = withExperts(decodes(2, 100), { layers: 1, unique: 2, pairs: 3 })
    const terms = model.explain(work)
    const experts = terms.find(({ operator }) => operator === 'experts')
    expect(experts?.bytes).toBe(32 * (2 * expert * 2 + 3 * (2 * 4096 + 3 * 14_336) * 2))
    // there and back: 3 pairs, half of them from the other rank, 4,096 values of 2 B, 32 layers
    const exchange = terms.find(({ operator }) => operator === 'dispatch and combine')
    expect(exchange?.bytes).toBe(32 * 2 * 3 * 0.5 * 4096 * 2)
    expect(exchange?.time).toBeCloseTo(32 * 2 * (4.75e-6 + 1.65e-6) + (exchange?.bytes ?? 0) / (0.62 * 450e9), 12)
  })

  it('are a mistake of ours when no gate has counted them', () => {
    expect(() => costModel(mixtral).iteration(decodes(1, 1))).toThrow(/mixtral-8x7b has 8 experts/)
  })
})

describe('an all-reduce', () => {
  it('starts, passes every rank and moves 2 (n − 1) / n of the message', () => {
    const cost = createCost()
    const link = find(links, 'nvlink-4')
    const once = allReduce({ group: { ranks: 8, link }, dim: 8192, times: 1 }, coefficients(costSettings.parse({})))
    once.measure(1024, cost)
    const message = 1024 * 8192 * 2 // 16.8 MB, and 0.7 MB of tail
    const expected = 4.75e-6 + 7 * 1.65e-6 + ((14 / 8) * (message + 700_000)) / (0.62 * 450e9)
    expect(cost.time).toBeCloseTo(expected, 15)
    expect(cost.bytes).toBe((14 / 8) * message)
  })

  it('has its tail faded out in small messages', () => {
    const cost = createCost()
    const link = find(links, 'nvlink-4')
    allReduce({ group: { ranks: 2, link }, dim: 4096, times: 1 }, coefficients(costSettings.parse({}))).measure(1, cost)
    const message = 8192
    const tail = 700_000 * (8192 / 100_000)
    expect(cost.time).toBeCloseTo(4.75e-6 + 1.65e-6 + (message + tail) / (0.62 * 450e9), 15)
  })

  it('is 10.8 µs before bytes on average over 2, 4 and 8 ranks: the whole-step fit', () => {
    const { collective } = coefficients(costSettings.parse({}))
    const start = (ranks: number) => collective + 1.65e-6 * (ranks - 1)
    expect((start(2) + start(4) + start(8)) / 3).toBeCloseTo(10.8e-6, 12)
  })

  it('happens twice a layer, only with tensor parallelism', () => {
    const term = (tensor: number) =>
      costModel({ tensor })
        .explain(decodes(8, 100))
        .find(({ operator }) => operator === 'all-reduce')
    expect(term(1)).toBeUndefined()
    expect(term(2)?.bytes).toBe(64 * (2 / 2) * 8 * 4096 * 2)
  })
})

describe('logits', () => {
  it('cost by the rows that need them, not by tokens', () => {
    const one = prompt(4096)
    const none = prompt(4096)
    none.logitRows = 0
    const model = costModel()
    // the head of one row: 32,000 × 4,096 × 2 B of weights and the row
    expect(timeOf(model, one, 'output head')).toBeCloseTo(((32_000 * 4096 + 36_096) * 2) / (0.866 * 2039e9), 12)
    expect(timeOf(model, none, 'output head')).toBe(0)
    expect(timeOf(model, none, 'sampling')).toBe(0)
  })
})

describe('a draft', () => {
  it('takes c of a target pass, once per drafted position', () => {
    // given 8 sequences that each drafted 4 tokens
    const c = 0.05
    const verify = decodes(8, 1000)
    verify.tokens = verify.peakTokens = verify.logitRows = 8 * 5
    verify.decodePairs = 8 * 5 * 1000
    verify.draftPasses = 4
    verify.draftTokens = 32
    // when a plain decode pass is known
    const pass = costModel().iteration(decodes(8, 1000)) - timeOf(costModel(), decodes(8, 1000), 'sampling')
    // then four passes of it at c
    expect(timeOf(costModel({ draftCost: c }), verify, 'draft')).toBeCloseTo(4 * c * pass, 12)
    expect(timeOf(costModel(), verify, 'draft')).toBe(0)
  })
})

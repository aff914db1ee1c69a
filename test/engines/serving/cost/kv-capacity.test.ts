import { describe, expect, it } from 'vitest'
import type { CapacityQuestion } from '../../../../src/engines/serving/cost/capacity-terms.ts'
import { kvCapacity } from '../../../../src/engines/serving/cost/kv-capacity.ts'
import { costSettings } from '../../../../src/engines/serving/cost/settings.ts'
import { setUp, type Wishes } from './set-up.ts'

const question = (wishes: Wishes, rest: Partial<CapacityQuestion> = {}): CapacityQuestion => ({
  ...setUp(wishes),
  blockTokens: 16,
  utilisation: 0.9,
  tokenLimit: 512,
  maxRunning: 128,
  ...rest,
})

describe('the KV capacity', () => {
  it('of Llama 2 7B on an A100 comes out by hand', () => {
    const { blocks, tokens, terms, blockBytes } = kvCapacity(question({}))
    const usable = 79.15 * 2 ** 30 * 0.9 // 76.49 GB
    const weights = 6_738_415_616 * 2 // 13.48 GB
    const activations = 512 * (2 * 4096 + 3 * 11_008) * 2 + 128 * 32_000 * 4 // 42 MB and 16 MB
    const graphs = 0.9e9
    expect(terms.weights).toBe(weights)
    expect(terms.activations).toBe(activations)
    expect(blockBytes).toBe(16 * 524_288)
    expect(blocks).toBe(Math.floor((usable - weights - activations - graphs) / (16 * 524_288))) // 7,397
    expect(tokens).toBe(blocks * 16)
  })

  it('of Llama 3.1 8B on an RTX 4090 is that of a measured vLLM run', () => {
    // measured: 2,588 blocks at 2,048 batched tokens and 256 sequences; the default of graphs and context was set on this run
    const { blocks } = kvCapacity(
      question({ model: 'llama-3.1-8b', accelerator: 'rtx-4090' }, { tokenLimit: 2048, maxRunning: 256 }),
    )
    expect(Math.abs(blocks - 2588)).toBeLessThan(5)
  })

  it('grows faster than the number of tensor-parallel ranks: weights are shared', () => {
    const on = (tensor: number) => kvCapacity(question({ model: 'llama-3.1-8b', tensor })).tokens
    expect(on(2)).toBeGreaterThan(2 * on(1))
    // 8 KV heads on 16 ranks are kept twice: no gain in KV bytes per device beyond 8
    expect(kvCapacity(question({ model: 'llama-3.1-8b', tensor: 16 })).terms.kvBytesPerToken).toBe(131_072 / 8)
  })

  it('of a data-parallel rank does not share dense weights, but routed experts', () => {
    const weights = (wishes: Wishes) => kvCapacity(question(wishes)).terms.weights
    expect(weights({ data: 8 })).toBe(weights({}))
    const mixtral = (data: number) => weights({ model: 'mixtral-8x7b', data, expertParallel: true })
    const experts = 32 * 8 * 3 * 4096 * 14_336 * 2
    expect(mixtral(1) - mixtral(8)).toBe(experts * (7 / 8))
  })

  it('doubles with one-byte values', () => {
    const two = kvCapacity(question({})).blocks
    expect(Math.abs(kvCapacity(question({ kv: 'fp8' })).blocks - 2 * two)).toBeLessThanOrEqual(1)
  })

  it('shows every term with its numbers', () => {
    const { facts } = kvCapacity(question({}))
    expect(facts.map(({ id }) => id)).toEqual([
      'parameters',
      'usable-memory',
      'weights',
      'activations',
      'graph-memory',
      'kv-bytes-per-token',
      'kv-blocks',
      'kv-tokens',
    ])
    expect(facts.find(({ id }) => id === 'kv-bytes-per-token')?.formula).toBe(
      '2 × layers × KV heads × head × bytes = 2 × 32 × 32 × 128 × 2 B = 524,288 B',
    )
    expect(facts.find(({ id }) => id === 'kv-blocks')?.formula).toContain('= ⌊62.1 GB / (16 × 524,288 B)⌋ = 7,397')
  })
})

describe('a set-up that does not fit', () => {
  it('says what the weights need, what there is, and the parallelism that mends it', () => {
    const { blocks, problems } = kvCapacity(question({ model: 'llama-3.1-70b' }))
    expect(blocks).toBe(0)
    expect(problems).toEqual([
      {
        code: 'weights-do-not-fit',
        message: 'Weights need 141.1 GB and 1 × 85.0 GB × 0.9 leave 76.5 GB: no room for one KV block.',
        remedy: 'Use tensor parallelism 2, or choose an accelerator with more memory.',
        path: 'setup.accelerator',
        mend: { label: 'Use tensor parallelism 2', edits: { 'setup.placement.knobs.tensor': 2 } },
      },
    ])
    // and it does mend it
    expect(kvCapacity(question({ model: 'llama-3.1-70b', tensor: 2 })).blocks).toBeGreaterThan(0)
  })

  it('is mended with fewer bits where a node has one device', () => {
    const { problems } = kvCapacity(question({ model: 'llama-3.1-8b', accelerator: 'rtx-4070-laptop' }))
    expect(problems[0].mend).toEqual({
      label: 'Store weights in int4',
      edits: { 'setup.precision.weights': 'int4' },
    })
  })

  it('offers no edit that would not help', () => {
    const { problems } = kvCapacity(question({ model: 'llama-3.1-405b', accelerator: 'snapdragon-8-gen-3' }))
    expect(problems[0].code).toBe('weights-do-not-fit')
    expect(problems[0].mend).toBeUndefined()
    expect(problems[0].remedy).toMatch(/^Choose a smaller model/)
  })

  it('names what took the memory when weights alone would fit', () => {
    const { problems } = kvCapacity(question({}, { settings: costSettings.parse({ graphMemoryGB: 70 }) }))
    expect(problems[0].code).toBe('no-room-for-kv')
    expect(problems[0].message).toContain('graphs 70.0 GB leave -7.0 GB')
  })

  it('refuses ranks that cannot share the heads, and more stages than layers', () => {
    const [heads] = kvCapacity(question({ tensor: 6 })).problems
    expect(heads.code).toBe('heads-not-divisible')
    expect(heads.mend?.edits).toEqual({ 'setup.placement.knobs.tensor': 4 })
    const [stages] = kvCapacity(question({ pipeline: 64 })).problems
    expect(stages.code).toBe('more-stages-than-layers')
  })

  it('tells, but allows, tensor parallelism across nodes', () => {
    const { problems, blocks } = kvCapacity(question({ model: 'llama-3.1-70b', tensor: 16 }))
    expect(blocks).toBeGreaterThan(0)
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['tensor-parallelism-across-nodes', 'notice'],
    ])
  })
})

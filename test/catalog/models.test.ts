import { describe, expect, it } from 'vitest'
import { find } from '../../src/catalog/find.ts'
import { models } from '../../src/catalog/models.ts'
import { kvBytesPerToken } from '../../src/formulas/kv-bytes-per-token.ts'
import { parameterCounts } from '../../src/formulas/parameter-counts.ts'

/** Published sizes in billions: total and, for mixtures of experts, active (model cards, recalled). */
const published: Readonly<Record<string, readonly [number, number?]>> = {
  'llama-2-7b': [6.738],
  'llama-2-13b': [13.016],
  'llama-2-70b': [68.98],
  'opt-13b': [12.853],
  'llama-3.1-8b': [8.03],
  'llama-3.1-70b': [70.6],
  'llama-3.1-405b': [405.9],
  'llama-3.2-1b': [1.236],
  'qwen3-0.6b': [0.6],
  'qwen3-1.7b': [1.72],
  'qwen3-8b': [8.2],
  'qwen3-32b': [32.8],
  'mistral-7b': [7.24],
  'phi-3-mini': [3.82],
  'gemma-3-4b': [3.88],
  'mixtral-8x7b': [46.7, 12.9],
  'qwen3-30b-a3b': [30.5, 3.3],
  'qwen3-235b-a22b': [235, 22],
  'deepseek-v2-lite': [15.7, 2.66],
  'deepseek-v3': [671, 37.5],
  'gpt-oss-20b': [20.9],
  'gpt-oss-120b': [116.8],
}

describe('models of the catalogue', () => {
  it('have unique ids and a source each', () => {
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length)
    expect(models.filter(({ source }) => source.length < 20)).toEqual([])
    expect(Object.keys(published).sort()).toEqual(models.map(({ id }) => id).sort())
  })

  it.each(Object.entries(published))('%s has its published number of parameters within 2 %%', (id, [total, active]) => {
    const counts = parameterCounts(find(models, id))
    expect(Math.abs(counts.total / 1e9 / total - 1)).toBeLessThan(0.02)
    if (active !== undefined) expect(Math.abs(counts.active / 1e9 / active - 1)).toBeLessThan(0.02)
  })

  it('leave the KV bytes that can be worked out by hand', () => {
    // 2 × 32 layers × 8 KV heads × 128 × 2 B
    expect(kvBytesPerToken(find(models, 'llama-3.1-8b'), 2)).toBe(131_072)
    // 2 × 32 × 32 × 128 × 2 B: no grouping, four times as much
    expect(kvBytesPerToken(find(models, 'llama-2-7b'), 2)).toBe(524_288)
    // 61 layers × (512 + 64) × 2 B: one compressed vector for 128 heads
    expect(kvBytesPerToken(find(models, 'deepseek-v3'), 2)).toBe(61 * 576 * 2)
    // one byte a value
    expect(kvBytesPerToken(find(models, 'llama-3.1-8b'), 1)).toBe(65_536)
  })

  it('have windows, experts and dense layers within what they have', () => {
    for (const { id, layers, attention, experts } of models) {
      expect(attention.heads % attention.kvHeads, id).toBe(0)
      expect(attention.window?.layers ?? 0, id).toBeLessThanOrEqual(layers)
      expect(experts?.active ?? 0, id).toBeLessThanOrEqual(experts?.count ?? 0)
      expect(experts?.denseLayers ?? 0, id).toBeLessThan(layers)
    }
  })
})

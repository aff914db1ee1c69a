import { describe, expect, it } from 'vitest'
import { find } from '../../src/catalog/find.ts'
import { models } from '../../src/catalog/models.ts'
import { bestDraftLength, speedUp } from '../../src/formulas/best-draft-length.ts'
import { expectedAccepted } from '../../src/formulas/expected-accepted.ts'
import { expectedUniqueExperts } from '../../src/formulas/expected-unique-experts.ts'
import { flopPerToken } from '../../src/formulas/flop-per-token.ts'
import { jainFairness } from '../../src/formulas/jain-fairness.ts'
import { kvBytesPerToken } from '../../src/formulas/kv-bytes-per-token.ts'
import { requestsInside } from '../../src/formulas/littles-law.ts'
import { md1WaitingTime, mm1WaitingTime } from '../../src/formulas/waiting-time.ts'
import { bytesPerWeight, weightBytes } from '../../src/formulas/weight-bytes.ts'

describe('speculation', () => {
  it('emits (1 − α^(γ+1)) / (1 − α) tokens a round', () => {
    expect(expectedAccepted(0.8, 4)).toBeCloseTo((1 - 0.8 ** 5) / (1 - 0.8), 12) // 3.36
    expect(expectedAccepted(0.5, 2)).toBe(1.75)
    expect(expectedAccepted(1, 4)).toBe(5)
    expect(expectedAccepted(0, 4)).toBe(1)
  })

  it.each([
    [0.01, 7],
    [0.02, 6],
    [0.05, 4],
    [0.1, 3],
  ])('drafts best at α 0.6 and c %f with %i tokens', (c, length) => {
    expect(bestDraftLength(0.6, c)).toBe(length)
  })

  it('does not draft when a draft token costs more than it brings', () => {
    // γ 1 brings 1 + α = 1.3 tokens for 1 + c = 1.5 passes
    expect(speedUp(0.3, 1, 0.5)).toBeCloseTo(1.3 / 1.5, 12)
    expect(bestDraftLength(0.3, 0.5)).toBe(0)
  })
})

describe('fairness', () => {
  it('is one where all have the same, and one in n where one has everything', () => {
    expect(jainFairness([7, 7, 7])).toBe(1)
    expect(jainFairness([0, 0, 12, 0])).toBe(1 / 4)
    // (1 + 3)² / (2 × (1 + 9))
    expect(jainFairness([1, 3])).toBe(16 / 20)
    expect(jainFairness([])).toBeNull()
  })
})

describe('the KV of a token', () => {
  it('is keys and values of every KV head and layer, or one latent vector and a rotary key', () => {
    // 2 × 32 layers × 8 heads × 128 × 2 B; 61 layers × (512 + 64) × 2 B
    expect(kvBytesPerToken(find(models, 'llama-3.1-8b'), 2)).toBe(131_072)
    expect(kvBytesPerToken(find(models, 'deepseek-v3'), 2)).toBe(70_272)
  })
})

describe('queues', () => {
  it('waits four services at 80 % load, half as long with constant service', () => {
    expect(mm1WaitingTime(0.8, 1)).toBeCloseTo(4, 12)
    expect(md1WaitingTime(0.8, 1)).toBeCloseTo(2, 12)
    expect(mm1WaitingTime(1, 1)).toBe(Number.POSITIVE_INFINITY)
  })

  it('holds rate × time inside', () => {
    expect(requestsInside(4, 12)).toBe(48)
  })
})

describe('sizes', () => {
  it('stores int4 weights with one bf16 scale for 128', () => {
    expect(bytesPerWeight('int4')).toBe((128 * 0.5 + 2) / 128)
  })

  it('quantises everything but tables, norms and gates', () => {
    const model = find(models, 'llama-3.1-8b')
    const tables = 2 * 128_256 * 4096
    const norms = (2 * 32 + 1) * 4096
    expect(weightBytes(model, 'bf16')).toBe(8_030_261_248 * 2)
    expect(weightBytes(model, 'fp8')).toBe(8_030_261_248 + tables + norms)
  })

  it('multiplies twice per weight outside the embedding', () => {
    const model = find(models, 'llama-3.1-8b')
    const weights = 8_030_261_248 - 128_256 * 4096
    // over 1,000 positions: 32 layers × 4 × 32 heads × 128 × 1,000
    expect(flopPerToken(model, 1000)).toBe(2 * weights + 32 * 4 * 32 * 128 * 1000)
  })

  it('touches all of 256 experts only in large batches', () => {
    expect(expectedUniqueExperts(256, 8, 1)).toBeCloseTo(8, 9)
    expect(expectedUniqueExperts(256, 8, 32)).toBeCloseTo(256 * (1 - (31 / 32) ** 32), 9) // 163.3
    expect(expectedUniqueExperts(256, 8, 4096)).toBeGreaterThan(255.9)
  })
})

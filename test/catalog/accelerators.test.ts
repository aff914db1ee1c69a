import { describe, expect, it } from 'vitest'
import { accelerators } from '../../src/catalog/accelerators.ts'
import { find } from '../../src/catalog/find.ts'
import { links } from '../../src/catalog/links.ts'
import { ridge } from '../../src/formulas/ridge.ts'

describe('accelerators and links of the catalogue', () => {
  it('have unique ids, a source, and links that exist', () => {
    for (const registry of [accelerators, links]) {
      expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length)
      expect(registry.filter(({ source }) => source.length < 20)).toEqual([])
    }
    const known = links.map(({ id }) => id)
    for (const { peerLink, hostLink } of accelerators)
      expect(known).toEqual(expect.arrayContaining([peerLink, hostLink]))
  })

  it('cover data centre, workstation, laptop and phone', () => {
    const ids = accelerators.map(({ id }) => id)
    for (const id of ['a100-80gb-sxm', 'h100-sxm', 'h200-sxm', 'b200-sxm', 'mi300x', 'l40s', 'rtx-4090', 'ascend-910c'])
      expect(ids).toContain(id)
    for (const id of ['rtx-4070-laptop', 'apple-m4-max', 'snapdragon-8-gen-3']) expect(ids).toContain(id)
  })

  it('never multiply slower in fewer bits', () => {
    for (const { id, flops } of accelerators) {
      expect(flops.fp8 ?? flops.bf16, id).toBeGreaterThanOrEqual(flops.bf16)
      expect(flops.int8 ?? flops.bf16, id).toBeGreaterThanOrEqual(flops.bf16)
    }
  })

  it('put the ridge of an H100 at 295 FLOP per byte', () => {
    const { flops, memoryBandwidth } = find(accelerators, 'h100-sxm')
    expect(ridge(flops.bf16, memoryBandwidth)).toBeCloseTo(989.4 / 3.35, 6)
  })

  it('answer an unknown id with the known ones', () => {
    expect(() => find(links, 'token-ring')).toThrow(/token-ring.*nvlink-3/)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { KvCache } from '../../../src/engines/tokens/model/kv-cache.ts'
import { MedusaHeads } from '../../../src/engines/tokens/roles/decoder/drafters/medusa.ts'
import { EagleLayer } from '../../../src/engines/tokens/roles/decoder/steppers/eagle-layer.ts'
import { bench } from './models.ts'

interface Golden {
  readonly tokens: readonly number[]
  readonly last: readonly number[]
  readonly best: readonly number[]
}
/** Rebuilt by `python3 scripts/models/export.py`: what PyTorch computes with the shipped weights. */
const goldens = JSON.parse(readFileSync('test/golden/tokens/logits.json', 'utf8')) as Record<string, Golden>

const rowOf = (logits: Float32Array, row: number, vocab: number) =>
  Array.from(logits.subarray(row * vocab, (row + 1) * vocab))

describe('the transformer', () => {
  it.each(['target', 'draft', 'draft-plain', 'moe', 'diffusion'])('%s: logits of PyTorch to 1e-4', (name) => {
    const opened = bench([name])
    const model = opened.transformer(name)
    const { tokens, last, best } = goldens[name]
    const sight = name === 'diffusion' ? 'free' : 'causal'
    const logits = model.forward(opened.cacheFor(model), { tokens, first: 0, sight })
    const { vocab } = model.shape
    const row = rowOf(logits, tokens.length - 1, vocab)
    expect(Math.max(...row.map((value, i) => Math.abs(value - last[i])))).toBeLessThan(1e-4)
    const found = tokens.map((_, i) => {
      const values = rowOf(logits, i, vocab)
      return values.indexOf(Math.max(...values))
    })
    expect(found).toEqual(best)
  })

  it('Medusa heads and the EAGLE layer on the target’s states: logits of PyTorch to 1e-4', () => {
    const opened = bench(['target', 'medusa', 'eagle'])
    const { kernels, files } = opened
    const target = opened.transformer('target')
    const { dim, vocab } = target.shape
    const { tokens } = goldens.target
    target.forward(opened.cacheFor(target), { tokens, first: 0, sight: 'causal' })
    const states = tokens.map((_, row) => target.stream.slice(row * dim, (row + 1) * dim))
    const far = (found: readonly number[], last: readonly number[]) =>
      Math.max(...found.map((value, i) => Math.abs(value - last[i])))

    const heads = new MedusaHeads(kernels, files.medusa, target.weights, target.meter)
    const state = kernels.allocate(dim)
    state.set(states[tokens.length - 1])
    const read = goldens.medusa.best.map((_, head) => rowOf(heads.read(head, state), 0, vocab))
    expect(read.map((row) => row.indexOf(Math.max(...row)))).toEqual(goldens.medusa.best)
    expect(far(read[read.length - 1], goldens.medusa.last)).toBeLessThan(1e-4)

    const layer = new EagleLayer(kernels, files.eagle, target.weights, {
      mostRows: 64,
      capacity: 64,
      meter: target.meter,
    })
    const pairs = tokens.length - 1
    layer.run(opened.cacheFor(layer.model), states.slice(0, pairs), {
      tokens: tokens.slice(1),
      first: 0,
      sight: 'causal',
    })
    layer.readOut(0, pairs)
    const foretold = Array.from({ length: pairs }, (_, row) => rowOf(layer.model.logits, row, vocab))
    expect(foretold.map((row) => row.indexOf(Math.max(...row)))).toEqual(goldens.eagle.best)
    expect(far(foretold[pairs - 1], goldens.eagle.last)).toBeLessThan(1e-4)
  })

  it.each(['target', 'moe'])('%s: prefill in chunks of any size is one by one, bit for bit', (name) => {
    const opened = bench([name])
    const model = opened.transformer(name)
    const { tokens } = goldens[name]
    const { vocab } = model.shape
    const lastRow = (size: number): number[] => {
      const cache = new KvCache(opened.kernels, model.shape, 64)
      let row: number[] = []
      for (let first = 0; first < tokens.length; first += size) {
        const chunk = tokens.slice(first, first + size)
        row = rowOf(model.forward(cache, { tokens: chunk, first, sight: 'causal' }), chunk.length - 1, vocab)
      }
      return row
    }
    const alone = lastRow(1)
    for (const size of [5, 16, 48]) expect(lastRow(size)).toEqual(alone)
  })

  it('gives a path of a tree what it gives the same text by itself', () => {
    const opened = bench(['target'])
    const model = opened.transformer('target')
    const { vocab } = model.shape
    const trunk = goldens.target.tokens.slice(0, 20)
    const cache = opened.cacheFor(model)
    model.forward(cache, { tokens: trunk, first: 0, sight: 'causal' })
    // given two branches under the trunk: 30 → 31 and 40 → 41, with the second branch's rows among the first's
    const tree = { from: 20, parents: [19, 19, 20, 21] }
    const logits = model.forward(cache, {
      tokens: [30, 40, 31, 41],
      first: 20,
      tree,
      positions: [20, 20, 21, 21],
      sight: 'causal',
    })
    const branched = rowOf(logits, 3, vocab)
    // when the second path is written plainly
    const other = opened.cacheFor(model)
    const plain = model.forward(other, { tokens: [...trunk, 40, 41], first: 0, sight: 'causal' })
    expect(branched).toEqual(rowOf(plain, 21, vocab))
    // and once the path is kept, the text goes on from it with the same bits
    cache.keepPath(20, [21, 23])
    const after = rowOf(model.forward(cache, { tokens: [50], first: 22, sight: 'causal' }), 0, vocab)
    expect(after).toEqual(rowOf(model.forward(other, { tokens: [50], first: 22, sight: 'causal' }), 0, vocab))
  })

  it('agrees with the plain kernels bit for bit', () => {
    const { tokens } = goldens.draft
    const [fast, slow] = ([undefined, 'plain'] as const).map((kernels) => {
      const opened = bench(['draft'], kernels)
      const model = opened.transformer('draft')
      return Array.from(model.forward(opened.cacheFor(model), { tokens, first: 0, sight: 'causal' }).slice(0, 48 * 512))
    })
    expect(fast).toEqual(slow)
  })

  it('is itself, bit for bit, under seams that change nothing; each is asked where it says', () => {
    const opened = bench(['target'])
    const model = opened.transformer('target')
    const { layers, heads, vocab } = model.shape
    const tokens = goldens.target.tokens.slice(0, 6)
    const chunk = { tokens, first: 0, sight: 'causal' } as const
    const plain = Array.from(model.forward(opened.cacheFor(model), chunk).slice(0, 6 * vocab))
    const told: string[] = []
    let attended = 0
    const logits = model.forward(opened.cacheFor(model), chunk, {
      layerGate(layer) {
        told.push(`layer ${layer}`)
        return true
      },
      appended: (cache, layer, first, rows) =>
        told.push(`${cache.counts[cache.list(layer, 0)]} entries from ${first}, ${rows} rows`),
      attend(_site, attend) {
        attended++
        attend()
      },
    })
    expect(Array.from(logits.slice(0, 6 * vocab))).toEqual(plain)
    expect(attended).toBe(layers * 6 * heads)
    expect(told).toEqual([0, 1, 2, 3].flatMap((layer) => [`layer ${layer}`, '6 entries from 0, 6 rows']))
  })

  it('lets a seam skip a layer, and see every head', () => {
    const opened = bench(['target'])
    const model = opened.transformer('target')
    const { tokens } = goldens.target
    const whole = rowOf(model.forward(opened.cacheFor(model), { tokens, first: 0, sight: 'causal' }), 47, 512)
    const seen = new Set<string>()
    const skipped = model.forward(
      opened.cacheFor(model),
      { tokens, first: 0, sight: 'causal' },
      {
        layerGate: (layer) => layer !== 2,
        attend(site, attend) {
          attend()
          const sum = site.weights.subarray(0, site.count).reduce((total, weight) => total + weight, 0)
          expect(sum).toBeLessThanOrEqual(1.0001)
          seen.add(`${site.layer}/${site.head}`)
        },
      },
    )
    expect(rowOf(skipped, 47, 512)).not.toEqual(whole)
    expect(seen.size).toBe(3 * model.shape.heads)
  })
})

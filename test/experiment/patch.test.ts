import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, diff } from '../../src/experiment/patch.ts'

const choices = {
  scheduler: { static: { batch: 32 }, 'chunked-prefill': { tokenBudget: 512 } },
  'decoder.knobs.process': { uniform: { alpha: 0.8 }, bursty: { mean: 1.4 } },
}
const base = {
  scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 512 } },
  decoder: { id: 'speculative', knobs: { draftLength: 4, process: { id: 'uniform', knobs: { alpha: 0.8 } } } },
  classes: { interactive: { share: 1 }, batch: { share: 0 } },
  list: [1, 2],
}

describe('applying a patch', () => {
  it('merges records, replaces arrays and scalars, and takes out what is null', () => {
    const patch = { classes: { batch: null, interactive: { ttft: 2 } }, list: [3] }
    expect(apply(base, patch)).toEqual({ ...base, classes: { interactive: { share: 1, ttft: 2 } }, list: [3] })
  })
  it('replaces a node whose id changes: knobs of the old algorithm never leak', () => {
    const changed = apply(base, { scheduler: { id: 'static', knobs: { batch: 8 } } })
    expect(changed.scheduler).toEqual({ id: 'static', knobs: { batch: 8 } })
  })
  it('starts the new algorithm from its own knobs where they are known, nested ones too', () => {
    const patch = { scheduler: { id: 'static' }, decoder: { knobs: { process: { id: 'bursty' } } } }
    expect(apply(base, patch, choices)).toMatchObject({
      scheduler: { id: 'static', knobs: { batch: 32 } },
      decoder: { knobs: { draftLength: 4, process: { id: 'bursty', knobs: { mean: 1.4 } } } },
    })
  })
  it('keeps the knobs when the patch repeats the id it has', () => {
    expect(apply(base, { scheduler: { id: 'chunked-prefill' } })).toEqual(base)
  })
  it('changes neither prototypes nor what it was given', () => {
    const hostile = JSON.parse('{"__proto__":{"stolen":1},"constructor":{"prototype":{"stolen":1}},"list":[9]}')
    const before = structuredClone(base)
    const patched = apply(base, hostile)
    expect(({} as Record<string, unknown>).stolen).toBeUndefined()
    expect(Object.keys(patched)).toEqual(Object.keys(base))
    expect(Object.getPrototypeOf(patched)).toBe(Object.prototype)
    expect(base).toEqual(before)
  })
  it('survives a tower of 100,000 records', () => {
    let tower: Record<string, unknown> = {}
    for (let i = 0; i < 100_000; i++) tower = { a: tower }
    expect(apply(base, tower)).toHaveProperty('a')
    expect(diff(tower, base)).toHaveProperty('a', null)
    expect(diff(base, tower)).toHaveProperty('a')
  })
})

describe('the difference of two settings', () => {
  it('is empty where nothing changed, whatever the order of keys', () => {
    expect(diff(base, { ...structuredClone(base), list: [1, 2] }, choices)).toEqual({})
    expect(diff({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toEqual({})
  })
  it('names another algorithm and only those of its knobs that are not as it comes', () => {
    const value = { ...base, scheduler: { id: 'static', knobs: { batch: 32 } } }
    expect(diff(base, value, choices)).toEqual({ scheduler: { id: 'static' } })
    const larger = { ...base, scheduler: { id: 'static', knobs: { batch: 64 } } }
    expect(diff(base, larger, choices)).toEqual({ scheduler: { id: 'static', knobs: { batch: 64 } } })
  })
  it('is null for what is gone', () => {
    expect(diff(base, { ...base, classes: { interactive: { share: 1 } } })).toEqual({ classes: { batch: null } })
  })
  it('law: applied to the base it gives the value', () => {
    // Ids, knobs and nested choices come up often, since keys are few.
    const key = fc.constantFrom('id', 'knobs', 'scheduler', 'decoder', 'process', 'a', 'toString')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(key, tie('node'), { maxKeys: 4 }),
      node: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('static', 'uniform', 'bursty', 'x'),
        fc.double({ noNaN: true }),
        fc.boolean(),
        fc.array(fc.integer()),
        tie('tree'),
      ),
    }))
    fc.assert(
      fc.property(tree, tree, (from, to) => {
        const [a, b] = [from as Record<string, unknown>, to as Record<string, unknown>]
        expect(apply(a, diff(a, b))).toEqual(b)
        expect(apply(a, diff(a, b, choices), choices)).toEqual(b)
        expect(diff(b, b, choices)).toEqual({})
      }),
      { numRuns: 3000, seed: 1 },
    )
  })
})

/** LocalLeap by hand, what it comes to at the ends of its knobs, its control, and the context that rules for filling in are asked in. */
import { describe, expect, it } from 'vitest'
import type { BlockView, Candidate, Commit } from '../../../src/engines/tokens/contracts/commit.ts'
import { fixedRate } from '../../../src/engines/tokens/roles/decoder/commit/fixed-rate.ts'
import { localLeap } from '../../../src/engines/tokens/roles/decoder/commit/local-leap.ts'
import { randomAnchors } from '../../../src/engines/tokens/roles/decoder/commit/random-anchors.ts'
import { threshold } from '../../../src/engines/tokens/roles/decoder/commit/threshold.ts'
import { Denoising } from '../../../src/engines/tokens/writing/denoising/denoising.ts'
import { luckOf } from '../../../src/engines/tokens/writing/luck.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { bench } from './models.ts'

const block: BlockView = { first: 0, until: 32, step: 3, filledAt: () => -1 }
const draws = createDraws(4)

/** Places of a block by their sureness; NaN has been filled in. */
const masked = (sureness: readonly number[], key = 0): readonly Candidate[] =>
  sureness.flatMap((confidence, place) =>
    Number.isNaN(confidence)
      ? []
      : [{ place, token: 10, confidence, entropy: 1, age: 1, chance: draws.stream('lots').at(key, place) }],
  )
const filledBy = (rule: Commit, sureness: readonly number[], view = block): readonly number[] =>
  rule.choose(masked(sureness), view).map(({ place }) => place)
const leap = (knobs: object) => localLeap.create(localLeap.knobs.parse(knobs))
const lot = (knobs: object) => randomAnchors.create(randomAnchors.knobs.parse(knobs))

/** Blocks of 32 places, a fifth of them filled in. */
const blocks = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 32 }, (_, place) =>
    draws.stream('filled').at(i, place) < 0.2 ? Number.NaN : draws.stream('sure').at(i, place),
  ),
)

describe('LocalLeap', () => {
  it('is less strict within the radius of a sure place, on both sides, and nowhere else', () => {
    // one anchor, at 4; of the others those at 0.5 or more within two places
    const sureness = [0.8, 0.7, 0.6, 0.4, 0.95, 0.3, 0.5, 0.8, 0.8]
    expect(filledBy(leap({ anchor: 0.9, relaxed: 0.5, radius: 2 }), sureness)).toEqual([2, 4, 6])
    expect(filledBy(leap({ anchor: 0.9, relaxed: 0.5, radius: 3 }), sureness)).toEqual([1, 2, 4, 6, 7])
  })

  it('fills in the surest alone where there is no anchor, however sure its neighbours are', () => {
    expect(filledBy(leap({ anchor: 0.9, relaxed: 0.5 }), [0.6, 0.89, 0.7])).toEqual([1])
  })

  it('does not take a neighbour for an anchor', () => {
    expect(filledBy(leap({ anchor: 0.9, relaxed: 0.5, radius: 1 }), [0.95, 0.6, 0.6, 0.6])).toEqual([0, 1])
  })

  it('with no radius, or no lower threshold, is the threshold of its anchors', () => {
    const plain = threshold.create({ threshold: 0.9 })
    for (const sureness of blocks)
      for (const knobs of [{ radius: 0 }, { relaxed: 0.9 }])
        expect(filledBy(leap({ anchor: 0.9, ...knobs }), sureness)).toEqual(filledBy(plain, sureness))
  })

  it('with a radius as wide as the block is the lower threshold everywhere, where there is an anchor', () => {
    const everywhere = threshold.create({ threshold: 0.5 })
    const anchored = blocks.filter((sureness) => sureness.some((one) => one >= 0.9))
    expect(anchored.length).toBeGreaterThan(40)
    for (const sureness of anchored)
      expect(filledBy(leap({ anchor: 0.9, relaxed: 0.5, radius: 64 }), sureness)).toEqual(
        filledBy(everywhere, sureness),
      )
  })

  it('takes places that were filled in before for anchors only where it is told to', () => {
    const view: BlockView = { ...block, filledAt: (place) => (place === 5 ? 2 : -1) }
    const sureness = [0.95, 0.1, 0.1, 0.1, 0.6, Number.NaN, 0.6, 0.1, 0.6]
    const knobs = { anchor: 0.9, relaxed: 0.5, radius: 1 }
    expect(filledBy(leap(knobs), sureness, view)).toEqual([0])
    expect(filledBy(leap({ ...knobs, filled: true }), sureness, view)).toEqual([0, 4, 6])
  })
})

describe('anchors by lot', () => {
  it('are as many, and leave sure places alone: with a wide radius it is LocalLeap', () => {
    for (const sureness of blocks)
      expect(filledBy(lot({ relaxed: 0.5, radius: 64 }), sureness)).toEqual(
        filledBy(leap({ relaxed: 0.5, radius: 64 }), sureness),
      )
  })

  it('are the lowest lots, one for every sure place', () => {
    const lots = [0.9, 0.2, 0.8, 0.1, 0.7, 0.3]
    const candidates = masked([0.95, 0.6, 0.6, 0.6, 0.95, 0.6]).map((one, i) => ({ ...one, chance: lots[i] }))
    // 0 and 4 are sure; the two lowest lots are 3 and 1
    const chosen = lot({ relaxed: 0.5, radius: 0 }).choose(candidates, block)
    expect(chosen.map(({ place }) => place)).toEqual([0, 1, 3, 4])
  })

  it('lie elsewhere: the neighbours are others, and the lot is the same again', () => {
    const knobs = { relaxed: 0.5, radius: 2 }
    const differing = blocks.filter(
      (sureness) => filledBy(lot(knobs), sureness).join() !== filledBy(leap(knobs), sureness).join(),
    )
    expect(differing.length).toBeGreaterThan(30)
    for (const sureness of blocks) {
      const filled = filledBy(lot(knobs), sureness)
      expect(filledBy(lot(knobs), sureness)).toEqual(filled)
      // whoever is sure goes by itself
      const sure = filledBy(threshold.create({ threshold: 0.9 }), sureness)
      if (sureness.some((one) => one >= 0.9)) expect(filled).toEqual(expect.arrayContaining([...sure]))
    }
  })
})

describe('what a rule for filling in is asked about', () => {
  it('ages with every step that leaves its token in front, and knows what was filled in, and when', () => {
    const opened = bench(['diffusion'])
    const model = opened.transformer('diffusion')
    const asked: { readonly candidates: readonly Candidate[]; readonly view: BlockView }[] = []
    const oneByOne = fixedRate.create({ places: 1 })
    const commit: Commit = {
      choose(candidates, view) {
        asked.push({ candidates, view: { ...view } })
        return oneByOne.choose(candidates, view)
      },
    }
    const writing = new Denoising({
      ...{ kernels: opened.kernels, model, cache: opened.cacheFor(model), sink: true, commit },
      ...{ sampling: { temperature: 0, topK: 0, topP: 1 }, block: 8, caching: 'prefix', attention: 'block-causal' },
    })
    const prompt = [1, ...opened.tokenizer.encode('count up from 3 by 2: 3 5 7')]
    writing.begin(prompt, 16)
    const before = new Map<number, Candidate>()
    while (!writing.isDone) {
      writing.step(luckOf(draws, 0))
      const { candidates, view } = asked[asked.length - 1]
      expect(view.step).toBe(asked.length - 1)
      expect(view.until - view.first).toBe(8)
      for (const one of candidates) {
        const last = before.get(one.place)
        expect(one.age).toBe(last?.token === one.token ? last.age + 1 : 1)
        expect(one.entropy).toBeGreaterThanOrEqual(0)
        before.set(one.place, one)
      }
    }
    expect(Math.max(...[...before.values()].map(({ age }) => age))).toBeGreaterThan(2)
    // one place a step: each step is told of exactly one
    const { filledAt } = asked[asked.length - 1].view
    const steps = Array.from({ length: 16 }, (_, i) => filledAt(prompt.length + i))
    expect(steps.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i))
    expect(filledAt(prompt.length - 1)).toBe(-1)
  })
})
